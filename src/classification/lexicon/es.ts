import type { Lexicon } from './entry';
import { WIDER_SPANISH } from './wider/es';

/** Spanish, as Spain, Argentina and Chile name things. */
export const SPANISH: Lexicon = {
  language: 'es',
  prepositions: 'para, de, del, sobre, en, por, antes, al, a',
  articles: 'el, la, los, las, un, una',
  negators: 'sin, no',
  conjunctions: 'y, e, o',
  entries: [
    {
      meaning: 'lecture',
      weight: 3,
      terms: `
        clase, clases, teórica, teóricas, teórico, teóricos, teoría, apunte, apuntes,
        notas de clase, notas de clases, diapositivas, diapositiva, diapos, transparencias,
        filminas, presentación, presentaciones, cátedra, catedra, lección, lecciones, magistral,
        láminas, charla, pizarra, pizarras
      `,
    },
    {
      meaning: 'lecture',
      weight: 2.2,
      counts: 'chapter',
      terms: `
        tema, temas, unidad, unidades, módulo, módulos, bloque, bolilla, sesión, sesiones, capítulo,
        capítulos, cap, parte
      `,
    },
    {
      meaning: 'lecture',
      weight: 1,
      terms: `
        teorías, diapos, diapo, introducción, conceptos básicos, fundamentos, repaso, generalidades, material de clase
      `,
    },
    { meaning: 'recitation', weight: 2.4, numbered: true, terms: 'auxiliar' },
    { meaning: 'lecture', weight: 1.6, numbered: true, terms: 't, u, c' },
    { meaning: 'neutral', weight: 0, counts: 'week', terms: 'semana, semanas, sem' },
    {
      meaning: 'recitation',
      weight: 3.4,
      terms: `
        ayudantía, ayudantías, ayudantia, ayud, seminario, seminarios, tutoría, tutorías,
        clase práctica, clases prácticas, clase de problemas, clase de ejercicios, clase auxiliar,
        auxiliares, sesión de problemas, monitoría, monitorías, taller de ejercicios,
        taller, talleres, explicación práctica, complementaria, clase de consulta
      `,
    },
    {
      meaning: 'assignment',
      weight: 3.3,
      terms: `
        tarea, tareas, ejercicio, ejercicios, práctica, prácticas, práctico, prácticos, tp, tps,
        boletín, listado, problemas, entrega, entregas, entregable, entregables, proyecto,
        proyectos, trabajo, trabajos, laboratorio, laboratorios, enunciado, enunciados, deberes,
        actividad, actividades, informe, informes, ensayo, monografía, trabajo final,
        trabajo integrador, proyecto final, trabajo grupal, consigna, consignas, ejercitación,
        trabajo fin, tp final, tfi, práctica evaluable
      `,
    },
    {
      meaning: 'assignment',
      weight: 2.4,
      terms: `
        guía, guías, problema, relación, hoja, cuestiones, preguntas, obligatorio, obligatorios,
        práct, prac, pract
      `,
    },
    { meaning: 'submission', weight: 1, terms: 'entregar, subir, envío, buzón' },
    {
      meaning: 'exam',
      weight: 3.7,
      terms: `
        examen, exámenes, examenes, parcial, parciales, parcialito, parcialitos, recuperatorio,
        recuperatorios, recuperación, prueba, pruebas, prueba corta, certamen, certámenes, control,
        controles, interrogación, interrogaciones, solemne, solemnes, cuestionario, cuestionarios,
        test, tests, final, finales, final enero, final febrero, final marzo, final julio,
        final agosto, final noviembre, final diciembre, exámenes anteriores, examen tipo,
        simulacro, simulacros, convocatoria, convocatorias, coloquio, coloquios, libre, quiz,
        selectividad, evaluación final, banco de preguntas, preguntas de examen,
        preguntas tipo test, integrador, integradora, previo, previos, extraordinario, promocional,
        ordinaria, extraordinaria, pep, sumativa
      `,
    },
    {
      meaning: 'exam',
      weight: 2.4,
      terms: `
        evaluación, evaluaciones, modelo, modelos, oral, globalizador, junio, septiembre
      `,
    },
    {
      meaning: 'solution',
      weight: 1,
      terms: `
        solución, soluciones, solucion, resuelto, resueltos, resuelta, resueltas, resolución,
        resoluciones, solucionario, solucionarios, respuesta, respuestas, pauta, pautas, corregido,
        corregidos, corrección, solucionado, solucionados
      `,
    },
    {
      meaning: 'summary_or_formula_sheet',
      weight: 4.8,
      terms: `
        resumen, resúmenes, resumenes, formulario, formularios, fórmulas, hoja de fórmulas,
        machete, machetes, chuleta, chuletas, torpedo, torpedos, síntesis, esquema, esquemas,
        glosario, tabla, tablas, mapa conceptual, mapas conceptuales, fichas de estudio,
        cuadro sinóptico, guía de estudio, tarjetas, acordeón, ayuda memoria, vademécum,
        definiciones y teoremas
      `,
    },
    {
      meaning: 'recording',
      weight: 7,
      terms: `
        grabación, grabaciones, grabada, grabadas, grabado, vídeo, video, vídeos, videos,
        videoclase, videoclases, videotutorial, videotutoriales, podcast
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 5,
      terms: `
        programa, cronograma, guía docente, ficha docente, ficha de la asignatura, plan de trabajo,
        planificación, temario, syllabus, sílabo, calendario, calendario de clases, reglamento,
        normas, normativa, criterios de evaluación, sistema de evaluación, condiciones de cursada,
        condiciones de regularidad, régimen de cursada, horario, horarios, calificaciones,
        resultados, listado de alumnos, lista de alumnos, equipo docente, profesorado,
        presentación de la asignatura, presentación del curso, presentación de la materia,
        información del curso, objetivos, contenidos, fechas importantes, fechas de examen,
        fechas de parciales, rúbrica, rúbricas, comisiones, grupos de prácticas, tutorías horario,
        organización del curso, organización de la asignatura, carta al estudiante,
        contrato didáctico
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 2.6,
      terms: `
        información, instrucciones, notas, grupos, fechas, bienvenida, bienvenidos, reglas,
        pautas generales, docentes, contacto, organización, requisitos, correlatividades,
        inscripciones
      `,
    },
    {
      meaning: 'reading',
      weight: 3.8,
      terms: `
        libro, libros, bibliografía, lectura, lecturas, artículo, artículos, texto, textos, manual,
        manuales, material de lectura, referencias, edición, editorial, material complementario,
        documentación, capítulo de libro, cuadernillo, compendio
      `,
    },
    {
      meaning: 'code_or_data',
      weight: 4,
      terms: `
        código, códigos, datos, base de ejemplo, ejemplos de código, plantilla, plantillas,
        esqueleto, archivos, ficheros, fuentes
      `,
    },
    { meaning: 'code_or_data', weight: 2, terms: 'ejemplo, ejemplos, programas' },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        base de datos, bases de datos, estructura de datos, estructuras de datos, tipos de datos,
        análisis de datos, ciencia de datos, minería de datos, estructuras de control,
        sistemas de control, teoría de control, control de versiones, control automático,
        control de calidad, prueba de hipótesis, pruebas de hipótesis, teoría de grafos,
        teoría de conjuntos, teoría de la información, teoría de juegos, clases y objetos,
        clases abstractas, tabla de verdad, tablas hash, tabla hash, código civil, código penal,
        software libre, caída libre, gestión de proyectos, modelo relacional, modelo lineal,
        pruebas de software, resolución de problemas, resolución de sistemas,
        modelo entidad relación, trabajo y energía, entidad relación, control de acceso
      `,
    },
    {
      meaning: 'announcement',
      weight: 4.2,
      terms: `
        anuncio, anuncios, aviso, avisos, novedades, noticias, tablón de anuncios, cartelera,
        recordatorio, importante, foro de avisos, foro de noticias, comunicado, comunicados,
        atención
      `,
    },
    {
      meaning: 'announcement',
      weight: 2.4,
      terms: `
        suspendida, suspendido, suspensión, cancelada, cancelado, se posterga, postergación,
        postergado, cambio de fecha, cambio de aula, cambio, cambios, se suspende, publicadas,
        publicados, ya están, ya está, se tomará, será el, será, prórroga, actualización,
        disponibles, disponible, estimados, hola a todos, no habrá, se subió, se subieron
      `,
    },
    {
      meaning: 'link_or_tool',
      weight: 4.6,
      terms: `
        enlaces, links, sala virtual, aula virtual, videoconferencia, encuesta, encuestas,
        inscripción, elección de grupo, elección de grupos, selección de grupo, asistencia,
        asistencias, foro, foros, foro general, consultas, dudas, votación, sitio web, página web,
        página del curso, web de la asignatura, preguntas frecuentes, chat, reunión
      `,
    },
    {
      meaning: 'link_or_tool',
      weight: 2.4,
      terms: `
        herramienta, herramientas, instalación, instalar, descarga, descargar, simulador,
        calculadora, aplicación, repositorio, carpeta, sitio, recursos
      `,
    },
    { meaning: 'other', weight: 2.6, terms: 'anexo, anexos, apéndice, varios, otros' },
    { meaning: 'pointer', weight: 2.8, terms: 'enlace, link' },
    ...WIDER_SPANISH,
  ],
};
