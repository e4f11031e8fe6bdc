using Weir.Catalog;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Money;

/// <summary>Where a body limits its output. What the provider does not heed there is no limit, and holds nothing down.</summary>
/// <param name="Top">Members at the top.</param>
/// <param name="Configs">Objects at the top that hold settings.</param>
/// <param name="InConfig">Members of those.</param>
internal sealed record LimitNames(string[] Top, string[] Configs, string[] InConfig)
{
    private static readonly LimitNames None = new([], [], []);
    private static readonly LimitNames Chat = new(["max_completion_tokens", "max_tokens"], [], []);
    private static readonly LimitNames Responses = new(["max_output_tokens"], [], []);
    private static readonly LimitNames Plain = new(["max_tokens"], [], []);
    private static readonly LimitNames Gemini = new([], ["generationConfig", "generation_config"], ["maxOutputTokens", "max_output_tokens"]);
    private static readonly LimitNames Converse = new([], ["inferenceConfig"], ["maxTokens"]);

    /// <summary>Ends of a provider's own paths, and what holds below them.</summary>
    private static readonly (string End, LimitNames Names)[] Paths =
    [
        ("/responses", Responses),
        ("/chat/completions", Chat),
        ("/completions", Plain),
        ("/messages", Plain),
        ("/converse", Converse),
        ("/converse-stream", Converse),
        (":rawPredict", Plain),
        (":streamRawPredict", Plain),
        (":generateContent", Gemini),
        (":streamGenerateContent", Gemini),
    ];

    /// <summary>Those of an operation.</summary>
    /// <param name="operation">What is asked for.</param>
    /// <param name="path">Of a pass-through: the provider's own path.</param>
    public static LimitNames Of(Operation operation, string? path) => operation switch
    {
        { Kind: OperationKind.PassThrough } => Array.Find(Paths, known => ("/" + path).EndsWith(known.End, StringComparison.Ordinal)).Names ?? None,
        { Dialect: DialectNames.OpenAiResponses } => Responses,
        { Dialect: DialectNames.AnthropicMessages } => Plain,
        { Dialect: DialectNames.Gemini } => Gemini,
        _ when operation == Operations.Completions => Plain,
        _ => Chat,
    };
}
