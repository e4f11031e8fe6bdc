using Weir.Catalog;

namespace Weir.Gateway.Pipeline;

/// <summary>Every operation that Weir serves.</summary>
internal static class Operations
{
    public static readonly Operation ChatCompletions = new("chat", "/chat/completions", BodyShape.Json) { Kind = OperationKind.Conversation, HasEnd = true };
    public static readonly Operation Completions = new("text_completion", "/completions", BodyShape.Json) { HasEnd = true };
    public static readonly Operation Embeddings = new("embeddings", "/embeddings", BodyShape.Json);
    public static readonly Operation ImageGenerations = new("image_generation", "/images/generations", BodyShape.Json);
    public static readonly Operation Speech = new("speech", "/audio/speech", BodyShape.Json);
    public static readonly Operation Transcriptions = new("transcription", "/audio/transcriptions", BodyShape.Form);
    public static readonly Operation Translations = new("translation", "/audio/translations", BodyShape.Form);
    public static readonly Operation Moderations = new("moderation", "/moderations", BodyShape.Json);
    public static readonly Operation Rerank = new("rerank", "/rerank", BodyShape.Json);

    public static readonly Operation Responses = new("responses", "", BodyShape.Json) { Dialect = DialectNames.OpenAiResponses, Kind = OperationKind.Conversation, HasEnd = true };
    public static readonly Operation CompactResponses = new("compact", "/responses/compact", BodyShape.Json) { Dialect = DialectNames.OpenAiResponses };
    public static readonly Operation Messages = new("messages", "", BodyShape.Json) { Dialect = DialectNames.AnthropicMessages, Kind = OperationKind.Conversation, HasEnd = true };
    public static readonly Operation CountMessages = new("count_tokens", "", BodyShape.Json) { Dialect = DialectNames.AnthropicMessages, Kind = OperationKind.CountTokens };
    public static readonly Operation GenerateContent = new("generate_content", "", BodyShape.JsonByRoute) { Dialect = DialectNames.Gemini, Kind = OperationKind.Conversation, HasEnd = true };
    public static readonly Operation CountContents = new("count_tokens", "", BodyShape.JsonByRoute) { Dialect = DialectNames.Gemini, Kind = OperationKind.CountTokens };

    public static readonly Operation Realtime = new("realtime", "/realtime", BodyShape.Opaque);

    public static readonly Operation Files = new("files", "", BodyShape.Opaque) { Kind = OperationKind.PassThrough, HasUsage = false };
    public static readonly Operation Batches = new("batches", "", BodyShape.Opaque) { Kind = OperationKind.PassThrough, HasUsage = false };
    public static readonly Operation Uploads = new("uploads", "", BodyShape.Opaque) { Kind = OperationKind.PassThrough, HasUsage = false };

    public static readonly Operation PassThrough = new("pass_through", "", BodyShape.Opaque) { Kind = OperationKind.PassThrough };

    /// <summary>Those with a route of their own below <c>/v1</c>, by its path.</summary>
    public static IReadOnlyList<(string Path, Operation Operation)> Routed { get; } =
    [
        .. new[] { ChatCompletions, Completions, Embeddings, ImageGenerations, Speech, Transcriptions, Translations, Moderations, Rerank }.Select(static operation => (operation.Path, operation)),
        ("/responses", Responses),
        ("/responses/compact", CompactResponses),
        ("/messages", Messages),
        ("/messages/count_tokens", CountMessages),
    ];

    /// <summary>True where an upstream tells stream usage only when <c>stream_options</c> asks for it.</summary>
    public static bool HasStreamOptions(this Operation operation) => operation == ChatCompletions || operation == Completions;
}
