using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Chat;

/// <summary>The conversation that the console has as whoever is signed in: POST /admin/api/v1/chat.</summary>
public sealed class AdminChatTests
{
    private static readonly Uri Route = new("admin/api/v1/chat", UriKind.Relative);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_streams_and_ends_with_its_trace_booked_under_the_console()
    {
        using var home = new WeirHome(new WeirSetup());
        await using var weir = await WeirProcess.StartAsync(home, Token);

        using var response = await SendAsync(weir, """{"model":"simulator/echo","messages":[{"role":"system","content":"Short."},{"role":"user","content":"one two three"}],"temperature":0.2,"stream":false}""");
        var body = await response.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.True(events.Length > 3, body);
        Assert.Contains("data: [DONE]", body, StringComparison.Ordinal);
        var last = events[^1].Split('\n');
        Assert.Equal("event: weir", last[0]);
        using var trace = JsonDocument.Parse(last[1]["data: ".Length..]);
        Assert.Equal(response.Headers.GetValues("x-weir-request-id").Single(), trace.RootElement.GetProperty("id").GetString());
        Assert.Equal("console", trace.RootElement.GetProperty("key").GetString() ?? "console");
        Assert.Equal("console", trace.RootElement.GetProperty("user").GetString());
        Assert.Equal("simulator/echo", trace.RootElement.GetProperty("modelAnswered").GetString());
        Assert.True(trace.RootElement.GetProperty("usage").GetProperty("output").GetInt64() > 0);
        Assert.NotEqual(JsonValueKind.Null, trace.RootElement.GetProperty("costUsd").ValueKind);
    }

    [Fact]
    public async Task A_refusal_is_told_as_the_admin_API_tells_them()
    {
        using var home = new WeirHome(new WeirSetup());
        await using var weir = await WeirProcess.StartAsync(home, Token);

        using var unknown = await SendAsync(weir, """{"model":"no-such-model","messages":[{"role":"user","content":"Hi"}]}""");
        using var broken = await SendAsync(weir, "[1]");
        using var stranger = await SendAsync(weir, """{"model":"simulator/echo","messages":[]}""", key: weir.ClientKey);

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("application/problem+json", unknown.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await unknown.Content.ReadAsStringAsync(Token));
        Assert.Contains("no-such-model", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(problem.RootElement.GetProperty("action").GetString()!);
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
    }

    [Fact]
    public async Task The_model_that_is_named_answers_whatever_everybody_else_gets()
    {
        using var home = new WeirHome(new WeirSetup());
        await using var weir = await WeirProcess.StartAsync(home, Token);
        await weir.RunCliAsync("models", "switch", "simulator/lorem");

        using var response = await SendAsync(weir, """{"model":"simulator/echo","messages":[{"role":"user","content":"echo me back"}]}""");

        Assert.Equal("simulator/echo", response.Headers.GetValues("x-weir-model").Single());
    }

    [Fact]
    public async Task A_hard_budget_on_the_console_holds_for_it()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var home = new WeirHome(new WeirSetup { Config = Config(upstream) });
        await using var weir = await WeirProcess.StartAsync(home, Token);
        await weir.RunCliAsync("budgets", "set", "key:console", "--daily", "0.000001");

        using var response = await SendAsync(weir, """{"model":"lab/m","messages":[{"role":"user","content":"Hi"}]}""");
        var body = await response.Content.ReadAsStringAsync(Token);

        Assert.True((int)response.StatusCode is 402 or 429, body);
        Assert.Contains("budget", body, StringComparison.Ordinal);
        Assert.Empty(upstream.Received);
    }

    [Fact]
    public async Task Neither_the_cookie_nor_the_admin_key_goes_upstream_and_a_caller_that_hangs_up_ends_it()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var home = new WeirHome(new WeirSetup { Config = Config(upstream) });
        await using var weir = await WeirProcess.StartAsync(home, Token);
        using var gate = new SemaphoreSlim(0);
        upstream.Play(UpstreamAnswer.Recorded("openai-chat/text-stream-usage") with { Chunking = Chunking.PerEvent, Gate = gate });

        using (var cut = CancellationTokenSource.CreateLinkedTokenSource(Token))
        {
            using var response = await SendAsync(weir, """{"model":"lab/m","messages":[{"role":"user","content":"Hi"}]}""", cancellationToken: cut.Token);
            await using var body = await response.Content.ReadAsStreamAsync(cut.Token);
            Assert.True(await body.ReadAsync(new byte[64], cut.Token) > 0);
            await cut.CancelAsync();
        }

        var sent = await upstream.NextAsync(Token);
        Assert.DoesNotContain(weir.AdminKey, string.Join('\n', sent.Headers.Select(static header => $"{header.Key}: {header.Value}")), StringComparison.Ordinal);
        Assert.DoesNotContain(sent.Headers, static header => header.Key.Equals("cookie", StringComparison.OrdinalIgnoreCase) || header.Key.StartsWith("x-weir-console", StringComparison.OrdinalIgnoreCase));
        var ended = await Eventually.GetAsync("the row of the cut request", async () => (await weir.RunCliAsync("requests", "list", "--json")).Json().EnumerateArray().Select(static row => row.GetProperty("status").GetInt32().ToString(CultureInfo.InvariantCulture)).FirstOrDefault(), Token);
        Assert.Equal("499", ended);
    }

    private static string Config(ReplayUpstream upstream) => $$"""
        version: 2
        providers:
          - name: lab
            type: openai-compatible
            base_url: {{upstream.BaseUrl}}
            api_key: not-a-key-0123456789
            models:
              - id: m
                cost: {input: 1, output: 2}
                limit: {context: 8000, output: 1000}
        """;

    private static async Task<HttpResponseMessage> SendAsync(WeirProcess weir, string body, string? key = null, CancellationToken cancellationToken = default)
    {
        using var client = weir.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Authorization", "Bearer " + (key ?? weir.AdminKey));
        request.Headers.Add("Cookie", "theme=dark");
        request.Headers.Add("x-weir-console", "1");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken == default ? Token : cancellationToken);
    }
}
