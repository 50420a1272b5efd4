import ArgumentParser
import CurateCore
import CurateStages
import Files
import Foundation

/// `curate paraphrase`: what a teacher makes of a sentence.
struct ParaphraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paraphrase",
        abstract: "Let a teacher rephrase sentences; print the best by rank, with cosines and likelihoods.",
        discussion: """
            curate paraphrase 微信和支付宝哪个好？
            curate paraphrase 微信和支付宝哪个好？ --mask 哪个好 --samples 50 --keep 10 --all

            Candidates are judged as the stage 'paraphrase' judges them, by its defaults, and ranked by 'likelihood'
            where the teacher can tell it.
            """)

    @Argument(help: "Sentences; without any, lines of standard input.")
    var texts: [String] = []

    @OptionGroup var teacher: TeacherOptions

    @Option(help: "Candidates to ask for, for each sentence.")
    var samples = 32

    @Option(help: "Paraphrases to keep of each sentence, at most.")
    var keep = 5

    @Option(help: "Draw from the most likely tokens whose probabilities add up to this.")
    var topP = 0.95

    @Option(help: "Draw from so many most likely tokens; 0: from all.")
    var topK = 0

    @Option(help: "Divides the logits; 0 always takes the most likely token.")
    var temperature = 1.0

    @Option(help: "Least and greatest cosine of sentence and paraphrase, with a comma between them.")
    var cosine = "0.80,0.995"

    @Option(
        help: """
            Least likelihood, 0 to 1, of paraphrase given sentence and back. Ranks them wherever the teacher can tell \
            it, given or not.
            """)
    var likelihood: Double?

    @Option(help: "Decides every random choice.")
    var seed: UInt64 = 1

    @Option(help: "A part of the sentences that the teacher must not see and may rephrase freely. May be repeated.")
    var mask: [String] = []

    @Flag(help: "Print dropped candidates too, with reasons.")
    var all = false

    @Flag(help: "Print JSON lines.")
    var json = false

    func validate() throws {
        guard (1...10_000).contains(samples), (1...10_000).contains(keep), topK >= 0 else {
            throw ValidationError("--samples and --keep must be from 1 to 10000, --top-k at least 0.")
        }
        guard band != nil else {
            throw ValidationError("--cosine must be two numbers from -1 to 1, such as 0.80,0.995.")
        }
        guard likelihood.map({ (0...1).contains($0) }) ?? true else {
            throw ValidationError("--likelihood must be from 0 to 1.")
        }
        guard topP > 0, topP <= 1, temperature >= 0, temperature.isFinite else {
            throw ValidationError("--top-p must be above 0 and at most 1, --temperature at least 0.")
        }
    }

    private var band: ClosedRange<Double>? {
        let numbers = cosine.split(separator: ",").compactMap { Double($0.filter { $0 != " " }) }
        guard numbers.count == 2, numbers[0] <= numbers[1], numbers[0] >= -1, numbers[1] <= 1 else { return nil }
        return numbers[0]...numbers[1]
    }

    func run() throws {
        try ExitCodes.report {
            Interruption.install()
            let teacher = try teacher.open()
            var rules = CandidateRules()
            rules.keep = keep
            rules.cosine = band ?? rules.cosine
            rules.likelihood = likelihood ?? (teacher.abilities.contains(.likelihood) ? 0 : nil)
            let paraphraser = Paraphraser(
                teacher: teacher, scorer: teacher.abilities.contains(.embed) ? teacher : nil, keys: try KeyMaker(),
                rules: rules)
            let sampling = Sampling(samples: samples, topP: topP, topK: topK, temperature: temperature)
            let requests = try TextArguments.lines(texts).enumerated().map { number, text in
                ParaphraseRequest(
                    text: text, seed: seed &+ UInt64(number), sampling: sampling,
                    masked: try TextArguments.spans(mask, in: text))
            }
            for (request, candidates) in zip(requests, try paraphraser.candidates(requests)) {
                try tell(request.text, ParaphraseText.ordered(candidates, all: all))
            }
        }
    }

    private func tell(_ text: String, _ candidates: [Candidate]) throws {
        if json { return Terminal.say(try ParaphraseText.json(text, candidates)) }
        if texts.count != 1 { Terminal.say(text) }
        candidates.map(ParaphraseText.line).forEach(Terminal.say)
        if candidates.isEmpty {
            Terminal.complain("no candidate for '\(text)' passed the checks; --all shows them and why they fell")
        }
    }
}
