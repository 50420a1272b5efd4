internal import CurateCore

extension TeacherKind {
    /// `http`: a chat model behind an OpenAI-compatible API.
    static let http = TeacherKind(
        Declaration(
            "http", summary: "a chat model behind an OpenAI-compatible API: vLLM, llama.cpp, Ollama, hosted ones",
            about: """
                Asks `URL/chat/completions` for paraphrases, one sentence a request, and `URL/embeddings` for vectors \
                where `embedding_model` is given. Answers 429 and 5xx, timeouts, broken connections and answers that \
                cannot be read are tried again, with a pause that doubles each time, or as long as the server says.

                The stage's `temperature`, `top_p` and seed are sent along; `samples` stands in the prompt; `top_k` and \
                source noise have no counterpart and are not sent. Masked parts stand in the prompt as [MASK].

                The key is read from the environment when the teacher is opened. It is not printed, kept, or part of \
                the teacher's identity.
                """,
            options: [
                OptionField("url", .string, required: true, "Where the API is, up to its version."),
                OptionField("model", .string, required: true, "The model's name, as the server knows it."),
                OptionField(
                    "prompt", .string, default: .string(defaultPrompt),
                    "What is asked; {text} is the sentence and {samples} the number of paraphrases."),
                OptionField("system", .string, "A system message before it."),
                OptionField(
                    "answers", .choice(ChatOptions.AnswerForm.allCases.map(\.rawValue)), default: "json",
                    "How the model answers: a JSON array of texts, or one paraphrase a line, numbered or not."),
                OptionField("temperature", .number(0...5), "The temperature to send, in place of the stage's."),
                OptionField(
                    "seed", .bool, default: true, "Whether a seed is sent; switch it off where servers refuse it."),
                OptionField("body", .mapping, "Further fields of each request, such as max_tokens: 512."),
                OptionField("embedding_model", .string, "The model that gives sentence vectors."),
                OptionField("api_key_env", .string, "The environment variable that holds the key."),
                OptionField("concurrency", .integer(1...1024), default: 4, "The most requests under way at once."),
                OptionField("requests_per_minute", .number(0.01...1_000_000), "The most requests begun in a minute."),
                OptionField("timeout", .number(0.1...86400), default: 120, "Seconds to wait for an answer."),
                OptionField(
                    "retries", .integer(0...100), default: 6, "How many times a request that failed is tried again."),
                OptionField(
                    "backoff", .number(0...600), default: 1,
                    "Seconds before the first new try, roughly; then twice that."),
                OptionField(
                    "max_requests", .integer(1...1_000_000_000), "The most requests in one run, new tries included."),
                OptionField(
                    "max_tokens", .integer(1...1_000_000_000_000), "The most tokens in one run, as the server counts."),
                OptionField(
                    "identity", .string,
                    "Names the server's model in place of its URL; answers are then kept when the URL changes."),
                .record,
            ],
            examples: [
                .init(
                    """
                    teachers:
                      qwen:
                        kind: http
                        url: http://localhost:8000/v1
                        model: Qwen/Qwen2.5-7B-Instruct
                        concurrency: 16
                    """, "A model on this machine, served by vLLM, llama.cpp or Ollama."),
                .init(
                    """
                    teachers:
                      hosted:
                        kind: http
                        url: https://api.example.com/v1
                        model: big-model
                        api_key_env: EXAMPLE_API_KEY
                        requests_per_minute: 300
                        max_tokens: 2000000
                        prompt: |
                          用{samples}种不同的说法改写这句话，意思不变，只输出 JSON 字符串数组：
                          {text}
                    """, "A hosted model with a rate, a budget and a prompt of your own."),
            ]),
        identify: { spec, _ in try ChatOptions(spec).identity },
        open: { spec, surroundings in try ChatTeacher(ChatOptions(spec), environment: surroundings.environment) })

    /// One line, so that it can be shown and edited as one.
    private static let defaultPrompt =
        "请把下面的句子改写成{samples}个意思完全相同、说法不同的中文句子。数字、否定、人名、地名和颜色都不能变。"
        + "只输出一个 JSON 字符串数组，不要解释。句子：{text}"
}
