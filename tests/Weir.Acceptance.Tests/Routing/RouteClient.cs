using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Upstream;
using Weir.TestKit;
using Weir.TestKit.StreamRules;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>Asks in one client's dialect and form, by hand.</summary>
/// <param name="IsAnthropic">Anthropic's API; else OpenAI's chat.</param>
/// <param name="IsStream">True for a stream.</param>
internal sealed record RouteClient(bool IsAnthropic, bool IsStream)
{
    /// <summary>Both dialects, both forms.</summary>
    public static IReadOnlyList<RouteClient> All { get; } = [new(false, false), new(false, true), new(true, false), new(true, true)];

    /// <summary>OpenAI's chat, whole.</summary>
    public static RouteClient Plain => All[0];

    public string Name => (IsAnthropic ? "messages" : "chat") + (IsStream ? "-stream" : "");

    public HttpRequestMessage Request(string model, string text = "Is all well?", params IEnumerable<(string Name, string Value)> headers)
    {
        var body = $$"""{"model":"{{model}}","max_tokens":100,"stream":{{(IsStream ? "true" : "false")}},"messages":[{"role":"user","content":"{{text}}"}]}""";
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(IsAnthropic ? "v1/messages" : "v1/chat/completions", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>Sends a request and reads its answer to the end.</summary>
    public async Task<RouteAnswer> AskAsync(HttpClient http, string model, CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> headers) =>
        await SendAsync(http, Request(model, headers: headers), cancellationToken);

    /// <summary>Sends a request that says something of its own.</summary>
    public async Task<RouteAnswer> AskAsync(HttpClient http, string model, string text, CancellationToken cancellationToken) => await SendAsync(http, Request(model, text), cancellationToken);

    private static async Task<RouteAnswer> SendAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var sent = request;
        using var response = await http.SendAsync(request, cancellationToken);
        return new RouteAnswer(
            (int)response.StatusCode,
            Header(response, "x-weir-request-id") ?? "",
            Header(response, "x-weir-model"),
            Header(response, "retry-after"),
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>The text of an answer that is whole and keeps the rules of its dialect; fails otherwise.</summary>
    public string TextOf(RouteAnswer answer)
    {
        Assert.True(answer.Status == 200, $"{answer.Status}: {answer.Body}");
        Assert.Equal(GoodAnswer.Type(IsStream), answer.ContentType);
        if (!IsStream)
        {
            var whole = JsonElement.Parse(answer.Bytes);
            return IsAnthropic
                ? string.Concat(whole.GetProperty("content").EnumerateArray().Select(static part => part.GetProperty("text").GetString()))
                : whole.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
        }

        CheckRules(answer);
        return string.Concat(SseBytes.Events(answer.Bytes).Select(Piece));
    }

    /// <summary>Fails where a stream breaks a rule of its dialect.</summary>
    public void CheckRules(RouteAnswer answer)
    {
        if (IsAnthropic)
        {
            AnthropicStreamRules.Check(answer.Bytes);
        }
        else
        {
            ChatStreamRules.Check(answer.Bytes);
        }
    }

    private string? Piece(string @event)
    {
        var data = @event[(@event.IndexOf("data: ", StringComparison.Ordinal) + "data: ".Length)..].Trim();
        if (data == "[DONE]")
        {
            return null;
        }

        var json = JsonElement.Parse(data);
        Assert.False(json.TryGetProperty("error", out _), data);
        return IsAnthropic
            ? json.TryGetProperty("delta", out var delta) && delta.TryGetProperty("text", out var text) ? text.GetString() : null
            : json.GetProperty("choices") is var choices && choices.GetArrayLength() > 0 && choices[0].GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() : null;
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}

/// <summary>An answer read to its end.</summary>
/// <param name="Status">Its status.</param>
/// <param name="RequestId">By which the ledger knows it.</param>
/// <param name="Model">The target that answered.</param>
/// <param name="RetryAfter">When to come again.</param>
/// <param name="ContentType">Without parameters.</param>
/// <param name="Bytes">The body.</param>
internal sealed record RouteAnswer(int Status, string RequestId, string? Model, string? RetryAfter, string? ContentType, byte[] Bytes)
{
    public string Body => Encoding.UTF8.GetString(Bytes);
}
