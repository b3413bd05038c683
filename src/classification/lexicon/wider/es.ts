import type { LexiconEntry } from '../entry';

/** Spanish, wider: whole phrases, and what is said at fewer universities. */
export const WIDER_SPANISH: readonly LexiconEntry[] = [
  {
    meaning: 'link_or_tool',
    weight: 4.4,
    terms: `
        clase virtual, aula virtual, enlace a la clase, enlace clase, sala virtual, videollamada,
        foro general, foro de
      presentación, encuesta, encuestas,
        cuestionario de satisfacción, elección de grupo, elección de grupos, selección de grupo,
        inscripción, asistencia, control de asistencia, páginas web, sitio web,
        reserva de
      tutoría, cita de tutoría, consultas, software, descarga de software,
        valoración del
      curso, evaluación docente
      `,
  },
  {
    meaning: 'assignment',
    weight: 3.5,
    terms: `
        relación, boletín, boletines, ejercicios
      propuestos, problemas propuestos, hoja,
        hojas, enunciado, enunciados, informe, laboratorio, laboratorios, entrega, entregas,
        entregable, entregables, entrega final, trabajo en grupo, trabajo individual,
        trabajo final, trabajo autónomo, trabajo fin de, actividad evaluable, proyecto
      final,
        proyecto integrador, estudio de caso, ensayo, monografía, tarea, tareas, deberes, desafío,
        ejercitación, tpo, tpe
      `,
  },
  {
    meaning: 'exam',
    weight: 3.8,
    terms: `
        solemne, solemnes, interrogación, interrogaciones, convocatoria, recuperación,
        recuperatorio, recuperatorios, extraordinario, exámenes anteriores,
        exámenes de años
      anteriores, parciales anteriores, finales
      anteriores, finales,
        modelo
      de final, ejemplo de examen, preguntas de
      examen, preguntas tipo test,
        banco de preguntas, control, controles, prueba, pruebas, prueba escrita, coloquio,
        coloquios, autoevaluación, simulacro, simulacros, cuestionario, cuestionarios, quices,
        quiz, globalizador, primer turno, segundo turno, examen diagnóstico, prueba diagnóstica,
        certámenes, oposición, selectividad
      `,
  },

  {
    meaning: 'lecture',
    weight: 3,
    terms: `
        apunte, teórico, teóricos, teórica, teóricas, teoría, clases magistrales, cátedra, láminas,
        filminas, transparencias, pizarra, pizarras, lección, lecciones, material de clase,
        material teórico, notas de clase, notas de curso, diapositiva
      `,
  },
  {
    meaning: 'recitation',
    weight: 3.4,
    terms: `
      ayudantía, ayudantías, clase práctica, clases prácticas, clase de problemas, clases
      de problemas, clase de ejercicios, seminario, seminarios, tutoría, tutorías
      grupales, taller de ejercicios, ejercicios en clase, práctica de aula, prácticas de
      aula, clase de consulta, clase de repaso
    `,
  },
  {
    meaning: 'syllabus_or_admin',
    weight: 5,
    terms: `
        cronograma, cronograma de clases, guía docente, guía
      didáctica, guía académica,
        ficha docente, ficha de la asignatura, plan
      de trabajo, planificación, calendario,
        horario, horarios, normativa, normas, reglamento, régimen de cursada, régimen de cursado,
        condiciones de cursada, condiciones de aprobación, criterios de
      evaluación,
        criterios de corrección, sistema de evaluación, evaluación de la
      asignatura, rúbrica,
        rúbricas, notas, calificaciones, actas, listado de alumnos, lista de alumnos,
        listado de
      grupos, lista de grupos, grupos de prácticas, profesorado, equipo docente,
        presentación de la asignatura, presentación de la materia, presentación del curso,
        presentación curso, información del curso, información de la
      asignatura,
        fechas de examen, fechas de parciales, fechas importantes, bienvenida, bienvenidos,
        contenidos, temario, objetivos, contacto, modalidad de evaluación, modalidad de cursada
      `,
  },
  {
    meaning: 'reading',
    weight: 3.4,
    terms: `
        bibliografía, lecturas, artículo, artículos, libro, libros, manual, manuales, texto,
        textos, material de lectura, material
      complementario, sentencia, sentencias, ley,
        leyes, jurisprudencia, fallo, fallos, código civil y comercial, referencias, cap libro,
        ed alianza, editorial, material de
      apoyo
      `,
  },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 4.6,
    terms: `
        formulario, formularios, resumen, resúmenes, resumen final, hoja de fórmulas, esquema,
        esquemas, mapa conceptual, mapas conceptuales, chuleta, chuletas, machete, glosario,
        síntesis, cuadro comparativo, acordeón, fórmulas, reglas de derivación, conceptos clave
      `,
  },
  {
    meaning: 'code_or_data',
    weight: 4,
    terms: `
        datos, código, códigos, ejemplos de código, esqueleto, plantilla, plantillas, archivos,
        ficheros, material de la práctica zip, programas, base de
      datos de ejemplo, scripts,
        hoja de cálculo, planilla, planillas
      `,
  },
  {
    meaning: 'announcement',
    weight: 2.6,
    terms: `
        se suspende, suspendida, no hay clase, no habrá clase, cambio de aula,
        cambio de
      horario, cambio de fecha, se posterga, aplazado, aplazada, aviso,
        recordatorio, atención, feliz navidad, felices fiestas, buenas vacaciones,
        publicadas las notas, notas publicadas, importante
      `,
  },
];
