using System.Text;

namespace Weir.Acceptance.Tests.Program;

/// <summary>The plainest chat request, sent by hand.</summary>
internal static class ChatCalls
{
    public static readonly Uri Route = new("v1/chat/completions", UriKind.Relative);

    public static StringContent Body(string model, bool stream = false, string text = "Say it.") => new(
        $$"""{"model":"{{model}}","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"{{text}}"}]}""",
        Encoding.UTF8,
        "application/json");

    /// <summary>Sends a request and gives the whole answer.</summary>
    public static async Task<ChatAnswer> ChatAsync(
        this HttpClient client, string model, CancellationToken cancellationToken, bool stream = false, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = Body(model, stream) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request, cancellationToken);
        var id = response.Headers.TryGetValues("x-weir-request-id", out var values) ? values.Single() : "";
        return new ChatAnswer((int)response.StatusCode, id, await response.Content.ReadAsStringAsync(cancellationToken));
    }
}

/// <summary>A whole answer, with the id that the ledger knows it by.</summary>
internal sealed record ChatAnswer(int Status, string RequestId, string Body);
