namespace Weir.Acceptance.Tests.Routing;

/// <summary>The short good answers of the stand-in providers, in both APIs and both forms.</summary>
internal static class GoodAnswer
{
    /// <summary>What they say.</summary>
    public const string Text = "All is well.";

    private const string ChatHead = "\"id\":\"chatcmpl-1\",\"created\":1782955817,\"model\":\"m\"";

    public static string Type(bool stream) => stream ? "text/event-stream" : "application/json";

    public static string Body(bool anthropic, bool stream, string text = Text) => (anthropic, stream) switch
    {
        (false, false) => $$$"""{{{{ChatHead}}},"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}}""",
        (true, false) => $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"{{{text}}}"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":20,"output_tokens":10}}""",
        (false, true) => ChatBegin + ChatDelta(text) + $$$"""data: {{{{ChatHead}}},"object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n"
            + $$$"""data: {{{{ChatHead}}},"object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}}""" + "\n\ndata: [DONE]\n\n",
        _ => MessageBegin + MessageDelta(text) + MessageEnd,
    };

    /// <summary>The beginning of a stream, before its text.</summary>
    public static string Begin(bool anthropic) => anthropic ? MessageBegin : ChatBegin;

    /// <summary>One piece of a stream's text.</summary>
    public static string Delta(bool anthropic, string text) => anthropic ? MessageDelta(text) : ChatDelta(text);

    private static string ChatBegin => $$$"""data: {{{{ChatHead}}},"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""" + "\n\n";

    private static string ChatDelta(string text) => $$$"""data: {{{{ChatHead}}},"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"{{{text}}}"},"finish_reason":null}]}""" + "\n\n";

    private static string MessageBegin =>
        Event("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":20,"output_tokens":1}}}""")
        + Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""");

    private static string MessageEnd =>
        Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
        + Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":10}}""")
        + Event("message_stop", """{"type":"message_stop"}""");

    private static string MessageDelta(string text) => Event("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{text}}}"}}""");

    private static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";
}
