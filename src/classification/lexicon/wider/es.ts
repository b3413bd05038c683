import type { LexiconEntry } from '../entry';

/** Spanish, wider: whole phrases, and what is said at fewer universities. */
export const WIDER_SPANISH: readonly LexiconEntry[] = [
  {
    meaning: 'link_or_tool',
    weight: 4.4,
    terms: `
      clase virtual, aula virtual, enlace a la clase, enlace clase, enlace zoom, enlace de
      zoom, sala zoom, sala virtual, link de zoom, link zoom, videollamada, reunión
      virtual, foro de dudas, foro de consultas, foro general, foro de discusión, foro de
      presentación, buzón de dudas, encuesta, encuestas, cuestionario de satisfacción,
      elección de grupo, elección de grupos, selección de grupo, inscripción, inscripción
      a grupos, asistencia, control de asistencia, registro de asistencia, grupo de
      whatsapp, grupo de telegram, canal de telegram, chat del curso, enlaces de interés,
      enlaces útiles, páginas web, sitio web, página web de la asignatura, reserva de
      tutoría, cita de tutoría, consultas, software, descarga de software, valoración del
      curso, evaluación docente
    `,
  },
  {
    meaning: 'assignment',
    weight: 3.5,
    terms: `
      colección de problemas, relación de problemas, relación de ejercicios, relación,
      boletín, boletines, boletín de ejercicios, boletín de problemas, ejercicios
      propuestos, problemas propuestos, lista de ejercicios, lista de problemas, listado
      de ejercicios, hoja de ejercicios, hoja de problemas, hojas de problemas, hojas de
      ejercicios, hoja, hojas, enunciado, enunciados, enunciado de la práctica, enunciado
      práctica, enunciado del proyecto, guion de prácticas, guión de prácticas, guion de
      la práctica, guion práctica, guión práctica, guion del laboratorio, guía de
      laboratorio, informe de laboratorio, informe, memoria de prácticas, práctica de
      laboratorio, prácticas de laboratorio, laboratorio, laboratorios, entrega, entregas,
      entregable, entregables, entrega final, trabajo en grupo, trabajo individual,
      trabajo final, trabajo autónomo, trabajo fin de, actividad evaluable, proyecto
      final, proyecto integrador, caso práctico, casos prácticos, estudio de caso, ensayo,
      monografía, tarea, tareas, deberes, desafío, ejercitación, trabajo práctico
      obligatorio, tpo, tpe, trabajos prácticos, guía de trabajos prácticos, guía
      práctica, guía de práctica
    `,
  },
  {
    meaning: 'exam',
    weight: 3.8,
    terms: `
      solemne, solemnes, interrogación, interrogaciones, convocatoria, convocatoria
      ordinaria, convocatoria extraordinaria, convocatoria de junio, convocatoria de
      septiembre, recuperación, recuperatorio, recuperatorios, examen de recuperación,
      extraordinario, examen extraordinario, exámenes anteriores, exámenes de años
      anteriores, parciales anteriores, finales
      anteriores, finales, modelo de parcial, modelo de examen, modelos de examen, modelo
      de final, modelos de parcial, modelos de finales, ejemplo de examen, preguntas de
      examen, preguntas tipo test, tipo test, banco de preguntas, control, controles,
      prueba, pruebas, prueba parcial, prueba de evaluación, prueba escrita, coloquio,
      coloquios, autoevaluación, test de autoevaluación, simulacro, simulacros, simulacro
      de examen, cuestionario, cuestionarios, quices, quiz, globalizador, primer turno,
      segundo turno, examen diagnóstico, prueba diagnóstica, certámenes, oposición,
      selectividad
    `,
  },
  {
    meaning: 'solution',
    weight: 1,
    terms: `
      resolución, resoluciones, resueltos, resueltas, resuelta, solucionario,
      solucionarios, soluciones propuestas, solución propuesta, corrección, respuestas,
      clave de respuestas, plantilla de respuestas, pauta, pautas, pauta de corrección,
      solucion, con soluciones, resolucion
    `,
  },
  {
    meaning: 'lecture',
    weight: 3,
    terms: `
      ficha de cátedra, apunte de cátedra, apuntes de cátedra, apunte, teórico, teóricos,
      teórica, teóricas, teoría, clase magistral, clases magistrales, clase teórica,
      clases teóricas, cátedra, presentación de clase, presentaciones de clase, láminas,
      filminas, transparencias, pizarra, pizarras, lección, lecciones, material de clase,
      material teórico, notas de clase, notas de curso, apuntes de clase, diapositivas de
      clase, diapositiva
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
      programa de la asignatura, programa asignatura, programa del curso, programa de la
      materia, programa analítico, cronograma, cronograma de clases, guía docente, guía
      didáctica, guía académica, ficha docente, ficha de la asignatura, plan docente, plan
      de trabajo, planificación, planificación docente, calendario, calendario de
      exámenes, calendario académico, horario, horarios, horarios de consulta, horario de
      tutorías, normativa, normas, normas de laboratorio, reglamento, régimen de cursada,
      régimen de cursado, condiciones de cursada, condiciones de aprobación, criterios de
      evaluación, criterios de corrección, sistema de evaluación, evaluación de la
      asignatura, rúbrica, rúbricas, notas, notas finales, notas parcial, calificaciones,
      calificaciones finales, actas, listado de alumnos, lista de alumnos, listado de
      grupos, lista de grupos, grupos de prácticas, profesorado, equipo docente,
      presentación de la asignatura, presentación de la materia, presentación del curso,
      presentación curso, información general, información del curso, información de la
      asignatura, fechas de examen, fechas de parciales, fechas importantes, bienvenida,
      bienvenidos, contenidos, temario, objetivos, contacto, modalidad de evaluación,
      modalidad de cursada
    `,
  },
  {
    meaning: 'reading',
    weight: 3.4,
    terms: `
      bibliografía, bibliografía obligatoria, bibliografía complementaria, bibliografía
      básica, lecturas, lectura obligatoria, lecturas obligatorias, lectura
      complementaria, lecturas complementarias, artículo, artículos, libro, libros, libro
      de texto, manual, manuales, texto, textos, material de lectura, material
      complementario, sentencia, sentencias, ley, leyes, jurisprudencia, fallo, fallos,
      código civil y comercial, referencias, cap libro, ed alianza, editorial, material de
      apoyo, documento de lectura
    `,
  },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 4.6,
    terms: `
      formulario, formularios, resumen, resúmenes, resumen final, hoja de fórmulas, tabla
      de integrales, tabla de derivadas, tablas estadísticas, tabla normal, tabla de
      distribución, esquema, esquemas, mapa conceptual, mapas conceptuales, chuleta,
      chuletas, machete, glosario, síntesis, fichas resumen, cuadro comparativo, acordeón,
      fórmulas, reglas de derivación, conceptos clave, conceptos básicos resumen
    `,
  },
  {
    meaning: 'code_or_data',
    weight: 4,
    terms: `
      datos, datos de la práctica, conjunto de datos, código, códigos, código fuente,
      código base, código de ejemplo, códigos de ejemplo, ejemplos de código, esqueleto,
      plantilla, plantillas, archivos, archivos de la práctica, ficheros, ficheros de la
      práctica, material de la práctica zip, programas, programas de ejemplo, base de
      datos de ejemplo, scripts, cuaderno jupyter, hoja de cálculo, planilla, planillas
    `,
  },
  {
    meaning: 'announcement',
    weight: 2.6,
    terms: `
      se suspende, suspendida, no hay clase, no habrá clase, cambio de aula, cambio de
      horario, cambio de fecha, se posterga, aplazado, aplazada, aviso, recordatorio,
      atención, feliz navidad, felices fiestas, buenas vacaciones, ya está disponible, ya
      están disponibles, publicadas las notas, notas publicadas, importante
    `,
  },
  {
    meaning: 'recording',
    weight: 7,
    terms: `
      grabación, grabaciones, grabación de la clase, grabación clase, clase grabada,
      clases grabadas, vídeo, video, videos, vídeos, videoclase, videoclases, video
      tutorial, videotutorial, vídeo tutorial, grabada
    `,
  },
];
