namespace Weir.Acceptance.Tests.Upstream;

/// <summary>Recorded streams that fit together: a call of a tool, and an answer from a result.</summary>
internal static class Recordings
{
    /// <summary>Puts in a call and an answer, in the dialect that a connection of <c>DialectGateway</c> is asked in.</summary>
    public static void PlayToolRoundTrip(ReplayUpstream upstream, string connection)
    {
        var (call, answer) = connection switch
        {
            "responses" => ("openai-responses/tool-call-stream", "openai-responses/text-stream"),
            "claude" => ("anthropic-messages/tool-call-stream", "anthropic-messages/text-stream"),
            "gemini" => ("gemini/tool-call-stream", "gemini/text-stream"),
            "bedrock" => ("bedrock-converse/tool-call-stream", "bedrock-converse/text-stream"),
            "cohere" => ("cohere-v2/tool-call-stream", "cohere-v2/text-stream"),
            "ollama" => ("ollama/tool-call-stream", "ollama/chat-stream"),
            _ => ("openai-chat/tool-call-stream", "openai-chat/text-stream-usage"),
        };
        upstream.Play(Streamed(call, connection), Streamed(answer, connection));
    }

    /// <summary>Puts in whole answers, each <c>text</c> or <c>tool-call</c>, in the dialect that a connection is asked in.</summary>
    public static void PlayWhole(ReplayUpstream upstream, string connection, params IEnumerable<string> answers)
    {
        var dialect = connection switch
        {
            "responses" => "openai-responses",
            "claude" => "anthropic-messages",
            "gemini" => "gemini",
            "bedrock" => "bedrock-converse",
            "cohere" => "cohere-v2",
            "ollama" => "ollama",
            _ => "openai-chat",
        };
        upstream.Play([.. answers.Select(answer => UpstreamAnswer.Recorded($"{dialect}/{(dialect == "ollama" && answer == "text" ? "chat" : answer)}"))]);
    }

    private static UpstreamAnswer Streamed(string name, string connection) => UpstreamAnswer.Recorded(name) with
    {
        Headers = new Dictionary<string, string>
        {
            ["content-type"] = connection switch
            {
                "bedrock" => "application/vnd.amazon.eventstream",
                "ollama" => "application/x-ndjson",
                _ => "text/event-stream",
            },
        },
        Chunking = Chunking.Bytes(101),
    };
}
