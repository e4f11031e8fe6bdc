using System.Globalization;
using Weir.TestKit;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>One way in which a provider fails.</summary>
/// <param name="Name">The name, as it stands in paths.</param>
/// <param name="Kind">What the ledger calls it; "a or b" where it depends on the form.</param>
/// <param name="Play">What is done to a request; null where the address itself is the fault.</param>
internal sealed record Fault(string Name, string Kind, Func<FaultyRequest, FaultyConnection, CancellationToken, Task>? Play)
{
    /// <summary>Why it failed, as the trace says it: a part of the sentence. Empty = whatever.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The address for it, without <c>/v1</c>; null = the upstream's.</summary>
    public Func<string, string>? Address { get; init; }

    /// <summary>True for what is only slow.</summary>
    public bool Answers { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("refuses", "network_error", null) { Detail = "refused the connection", Address = static _ => $"http://127.0.0.1:{ClosedPort}" },
        new("unresolved", "network_error", null) { Detail = "host name", Address = static _ => "http://no-such-host.invalid" },
        new("tls", "network_error", null) { Detail = "secure connection", Address = static authority => $"https://{authority}/tls" },
        new("hangs", "timeout", static (_, connection, token) => connection.HangAsync(token)) { Detail = "silent for too long" },
        new("half-header", "network_error", HalfHeaderAsync),
        new("reset-after-headers", "network_error", static (request, connection, token) => ResetAsync(connection, FaultyConnection.Head(200, GoodAnswer.Type(request.IsStream), "", 500), token)),
        new("reset-in-first-event", "network_error", static (request, connection, token) =>
            ResetAsync(connection, FaultyConnection.Head(200, GoodAnswer.Type(request.IsStream), "", 500) + GoodAnswer.Body(request.IsAnthropic, request.IsStream)[..40], token)),
        new("trickles", "", TrickleAsync) { Answers = true },
        Limited("429-seconds", static () => "retry-after: 2\r\n"),
        Limited("429-date", static () => $"retry-after: {DateTimeOffset.UtcNow.AddSeconds(4):R}\r\n"),
        Limited("429-ms", static () => "retry-after-ms: 2500\r\n"),
        Limited("429-reset", static () => "x-ratelimit-limit-requests: 60\r\nx-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: 3.5s\r\n"),
        Limited("429-reset-anthropic", static () => string.Create(CultureInfo.InvariantCulture, $"anthropic-ratelimit-requests-remaining: 0\r\nanthropic-ratelimit-requests-reset: {DateTimeOffset.UtcNow.AddSeconds(4):yyyy-MM-ddTHH:mm:ssZ}\r\n")),
        Limited("429-none", static () => "") with { Detail = "answered 429." },
        new("500", "unexpected_response or overloaded", Refusal(500, "api_error")),
        new("503", "overloaded", Refusal(503, "overloaded_error")),
        new("529", "overloaded", Refusal(529, "overloaded_error")),
        new("malformed", "unexpected_response", static (request, connection, token) =>
            connection.AnswerAsync(200, request.IsStream ? "data: {\"id\": oops, \"choices\n\n" : "{\"id\": oops, \"choices", token, GoodAnswer.Type(request.IsStream))),
        new("html", "unexpected_response", static (_, connection, token) => connection.AnswerAsync(200, "<html><body>Please sign in.</body></html>", token, "text/html")),
        new("error-first", "overloaded", static (request, connection, token) =>
            connection.AnswerAsync(200, request.IsAnthropic ? $"event: error\ndata: {Error("overloaded_error")}\n\n" : $"data: {Error("overloaded_error")}\n\n", token, "text/event-stream")),
        new("error-200", "overloaded or unexpected_response", static (_, connection, token) => connection.AnswerAsync(200, Error("overloaded_error"), token)),
        new("empty", "unexpected_response or network_error", static (request, connection, token) => connection.AnswerAsync(200, "", token, GoodAnswer.Type(request.IsStream))),
    ];

    /// <summary>A port of nobody.</summary>
    private static int ClosedPort { get; } = FreePort.Next();

    private static Fault Limited(string name, Func<string> headers) =>
        new(name, "rate_limited", (_, connection, token) => connection.AnswerAsync(429, Error("rate_limit_error"), token, headers: headers())) { Detail = "wait " };

    private static Func<FaultyRequest, FaultyConnection, CancellationToken, Task> Refusal(int status, string type) =>
        (_, connection, token) => connection.AnswerAsync(status, Error(type), token);

    private static string Error(string type) => $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"Not now.","code":"{{{type}}}"}}""";

    private static async Task HalfHeaderAsync(FaultyRequest request, FaultyConnection connection, CancellationToken cancellationToken)
    {
        await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Ty", cancellationToken);
        connection.Close();
    }

    private static async Task ResetAsync(FaultyConnection connection, string before, CancellationToken cancellationToken)
    {
        await connection.SendAsync(before, cancellationToken);

        // A reset overtakes what was not read yet.
        await Task.Delay(50, cancellationToken);
        connection.Reset();
    }

    /// <summary>One byte at a time, the first of them 50 ms apart.</summary>
    private static async Task TrickleAsync(FaultyRequest request, FaultyConnection connection, CancellationToken cancellationToken)
    {
        var body = GoodAnswer.Body(request.IsAnthropic, request.IsStream);
        await connection.SendAsync(FaultyConnection.Head(200, GoodAnswer.Type(request.IsStream), "", body.Length), cancellationToken);
        for (var at = 0; at < body.Length; at++)
        {
            await Task.Delay(at < 40 ? 50 : 1, cancellationToken);
            await connection.SendAsync(body[at..(at + 1)], cancellationToken);
        }
    }
}
