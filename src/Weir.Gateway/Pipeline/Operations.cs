namespace Weir.Gateway.Pipeline;

/// <summary>Every operation of the OpenAI dialect that Weir forwards, and the pass-through.</summary>
internal static class Operations
{
    public static readonly Operation ChatCompletions = new(0, "chat", "/chat/completions", BodyShape.Json, SendsDone: true);
    public static readonly Operation Completions = new(1, "text_completion", "/completions", BodyShape.Json, SendsDone: true);
    public static readonly Operation Embeddings = new(2, "embeddings", "/embeddings", BodyShape.Json, SendsDone: false);
    public static readonly Operation ImageGenerations = new(3, "image_generation", "/images/generations", BodyShape.Json, SendsDone: false);
    public static readonly Operation Speech = new(4, "speech", "/audio/speech", BodyShape.Json, SendsDone: false);
    public static readonly Operation Transcriptions = new(5, "transcription", "/audio/transcriptions", BodyShape.Form, SendsDone: false);
    public static readonly Operation Translations = new(6, "translation", "/audio/translations", BodyShape.Form, SendsDone: false);
    public static readonly Operation Moderations = new(7, "moderation", "/moderations", BodyShape.Json, SendsDone: false);
    public static readonly Operation Rerank = new(8, "rerank", "/rerank", BodyShape.Json, SendsDone: false);
    public static readonly Operation PassThrough = new(9, "pass_through", "", BodyShape.Opaque, SendsDone: false);

    /// <summary>Those with a route of their own below <c>/v1</c>.</summary>
    public static IReadOnlyList<Operation> Routed { get; } =
        [ChatCompletions, Completions, Embeddings, ImageGenerations, Speech, Transcriptions, Translations, Moderations, Rerank];

    public static int Count => Routed.Count + 1;

    /// <summary>True where an upstream tells stream usage only when <c>stream_options</c> asks for it.</summary>
    public static bool HasStreamOptions(this Operation operation) => operation == ChatCompletions || operation == Completions;
}
