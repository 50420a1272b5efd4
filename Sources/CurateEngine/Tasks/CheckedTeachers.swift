internal import CurateCore
internal import CuratePlan

/// The run's teachers, each refused unless it is the one that was planned with: its answers are stored under that name.
struct CheckedTeachers: TeacherProviding {
    private let planned: [PlannedTeacher]
    private let teachers: any TeacherProviding

    init(_ planned: [PlannedTeacher], _ teachers: any TeacherProviding) {
        self.planned = planned
        self.teachers = teachers
    }

    func teacher(_ name: String) throws -> any Teacher {
        let teacher = try teachers.teacher(name)
        guard let planned = planned.first(where: { $0.spec.name == name }), planned.identity == teacher.identity else {
            throw TeacherFailure(
                .configuration, teacher: name, "it is not the one that the plan was made with",
                hint: "Its model or options changed in between; make the plan again.")
        }
        return teacher
    }
}
