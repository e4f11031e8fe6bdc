namespace Weir.Acceptance.Tests.Upstream;

/// <summary>Scripted answers in the dialect that a connection of <c>DialectGateway</c> is asked in.</summary>
internal static class ScriptedTurns
{
    private const string Model = "main";

    /// <summary>A stream that calls one tool.</summary>
    public static UpstreamAnswer ToolCall(string connection, string tool, string arguments) => connection switch
    {
        "chat" => ScriptedStream.ToolCall(Model, tool, arguments),
        "responses" => ScriptedResponses.ToolCall(Model, tool, arguments),
        "claude" => ScriptedMessages.ToolCall(Model, tool, arguments),
        "gemini" => ScriptedContent.ToolCall(Model, tool, arguments),
        _ => throw new NotSupportedException($"No script speaks to {connection}."),
    };

    /// <summary>A stream that says one text.</summary>
    public static UpstreamAnswer Text(string connection, string text) => connection switch
    {
        "chat" => ScriptedStream.Text(Model, text),
        "responses" => ScriptedResponses.Text(Model, text),
        "claude" => ScriptedMessages.Text(Model, text),
        "gemini" => ScriptedContent.Text(Model, text),
        _ => throw new NotSupportedException($"No script speaks to {connection}."),
    };

    /// <summary>Where a connection is asked, and what shows in a request's body that the model's own signature came back; null where the dialect has none.</summary>
    public static (string Path, string? Signature) Wire(string connection) => connection switch
    {
        "chat" => ("/v1/chat/completions", null),
        "responses" => ("/v1/responses", "gAAAAABsecret"),
        "claude" => ("/v1/messages", "c2lnbmF0dXJl"),
        "gemini" => ("/v1beta/models/main:streamGenerateContent?alt=sse", "c2lnbmF0dXJl"),
        _ => throw new NotSupportedException($"No script speaks to {connection}."),
    };
}
