using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Money;

/// <summary>What a client is told that may not go on, in its own dialect.</summary>
public sealed class RefusalTests(RefusalTests.Gateway gateway) : IClassFixture<RefusalTests.Gateway>
{
    private static readonly string Words = string.Join(' ', Enumerable.Repeat("a", 250));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1/chat/completions", """{"model":"poor/lorem","messages":[{"role":"user","content":"Hi"}]}""", "insufficient_quota")]
    [InlineData("v1/responses", """{"model":"poor/lorem","input":"Hi"}""", "budget_exceeded")]
    [InlineData("v1/messages", """{"model":"poor/lorem","max_tokens":20,"messages":[{"role":"user","content":"Hi"}]}""", "billing_error")]
    [InlineData("v1beta/models/poor/lorem:generateContent", """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""", "RESOURCE_EXHAUSTED")]
    public async Task A_used_up_budget_is_told_with_what_is_left(string path, string body, string word)
    {
        using var response = await SendAsync(path, body);
        var text = await response.Content.ReadAsStringAsync(Token);

        Assert.Equal(402, (int)response.StatusCode);
        Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.Contains("The lifetime budget of connection:poor has $0.000001 left of $0.000001", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_is_named_and_waited_for()
    {
        using var response = await SendAsync("v1/chat/completions", """{"model":"daily/lorem","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal(402, (int)response.StatusCode);
        Assert.Contains("It resets", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.InRange(int.Parse(response.Headers.GetValues("retry-after").Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 86_400);
    }

    [Fact]
    public async Task A_model_without_a_price_is_refused_under_money_alone()
    {
        using var refused = await SendAsync("v1/chat/completions", """{"model":"unpriced/any","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal(402, (int)refused.StatusCode);
        Assert.Contains("no known price", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_goes_on_to_a_target_that_fits()
    {
        using var response = await SendAsync("v1/chat/completions", """{"model":"either","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("rich/lorem", response.Headers.GetValues("x-weir-model").Single());
    }

    [Theory]
    [InlineData("\"max_tokens\":-5", "max_tokens")]
    [InlineData("\"max_tokens\":0", "max_tokens")]
    [InlineData("\"max_tokens\":1e99", "max_tokens")]
    [InlineData("\"n\":0", "n")]
    [InlineData("\"n\":100000", "n")]
    public async Task An_absurd_limit_is_refused(string member, string param)
    {
        using var response = await SendAsync("v1/chat/completions", $$"""{"model":"rich/lorem",{{member}},"messages":[{"role":"user","content":"Hi"}]}""");
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync(Token)).GetProperty("error");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(param, error.GetProperty("param").GetString());
    }

    [Theory]
    [InlineData("v1/chat/completions", "\"service_tier\":\"priority\"", 400)]
    [InlineData("v1/messages", "\"speed\":\"fast\",\"max_tokens\":10", 400)]
    [InlineData("v1/chat/completions", "\"service_tier\":\"flex\"", 200)]
    public async Task A_mode_that_is_billed_above_the_list_is_refused_under_money(string path, string member, int status)
    {
        using var response = await SendAsync(path, $$"""{"model":"rich/lorem",{{member}},"messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 400, (await response.Content.ReadAsStringAsync(Token)).Contains("billed above the model's list price", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_answers_that_are_asked_for_are_held()
    {
        // One answer of 100 tokens fits into the tokens that are left; forty don't.
        using var one = await SendAsync("v1/chat/completions", """{"model":"counted/lorem","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]}""");
        using var forty = await SendAsync("v1/chat/completions", """{"model":"counted/lorem","max_tokens":100,"n":40,"messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal(200, (int)one.StatusCode);
        Assert.Equal(402, (int)forty.StatusCode);
    }

    [Fact]
    public async Task Output_is_lowered_to_what_the_budget_affords()
    {
        // The simulator repeats 250 words unless it is told to stop; what is left beside the input are fewer than 200 of them.
        using var response = await SendAsync("v1/chat/completions", $$"""{"model":"lowered/echo","messages":[{"role":"user","content":"{{Words}}"}]}""");
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(Token));

        Assert.Equal("length", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.InRange(answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32(), 16, 200);
    }

    [Theory]
    [InlineData("0.0001", 402)]
    [InlineData("1", 200)]
    [InlineData("dear", 400)]
    public async Task A_client_names_its_own_most(string most, int status)
    {
        using var response = await SendAsync("v1/chat/completions", """{"model":"rich/lorem","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]}""", ("x-weir-max-cost", most));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_run_ends_at_its_cap_with_the_dialects_own_word()
    {
        var run = ("x-weir-run", "run-" + Guid.NewGuid().ToString("n"));
        using var first = await SendAsync("v1/chat/completions", $$"""{"model":"rich/echo","stream":true,"messages":[{"role":"user","content":"{{Words}}"}]}""", run);
        var text = await first.Content.ReadAsStringAsync(Token);
        using var second = await SendAsync("v1/chat/completions", """{"model":"rich/lorem","messages":[{"role":"user","content":"Hi"}]}""", run);

        Assert.Contains("\"finish_reason\":\"length\"", text, StringComparison.Ordinal);
        Assert.Equal(402, (int)second.StatusCode);
        Assert.Contains("of its 300 tokens", await second.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_ends_in_another_dialect_too()
    {
        var run = ("x-weir-run", "run-" + Guid.NewGuid().ToString("n"));
        using var response = await SendAsync("v1/messages", $$"""{"model":"rich/echo","max_tokens":450,"stream":true,"messages":[{"role":"user","content":"{{Words}}"}]}""", run);

        Assert.Contains("\"stop_reason\":\"max_tokens\"", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1/chat/completions", "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests")]
    [InlineData("v1/messages", "anthropic-ratelimit-requests-limit", "anthropic-ratelimit-requests-remaining")]
    public async Task Rate_limits_are_told_in_the_clients_words(string path, string limit, string remaining)
    {
        var connection = path.EndsWith("messages", StringComparison.Ordinal) ? "slow2" : "slow1";
        var body = $$"""{"model":"{{connection}}/lorem","max_tokens":5,"messages":[{"role":"user","content":"Hi"}]}""";
        using var first = await SendAsync(path, body);
        using var second = await SendAsync(path, body);
        using var third = await SendAsync(path, body);

        Assert.Equal("2", first.Headers.GetValues(limit).Single());
        Assert.Equal("1", first.Headers.GetValues(remaining).Single());
        Assert.Equal(200, (int)second.StatusCode);
        Assert.Equal(429, (int)third.StatusCode);
        Assert.Equal("0", third.Headers.GetValues(remaining).Single());
        Assert.InRange(int.Parse(third.Headers.GetValues("retry-after").Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 61);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string body, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await gateway.Weir.Http.SendAsync(request, Token);
    }

    /// <summary>One simulator for each kind of budget.</summary>
    public sealed class Gateway : IAsyncLifetime
    {
        private WeirProcess? _weir;

        internal WeirProcess Weir => _weir ?? throw new InvalidOperationException("Not started.");

        public async ValueTask InitializeAsync() => _weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config() }, TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            if (_weir is not null)
            {
                await _weir.DisposeAsync();
            }
        }

        private static string Config()
        {
            string[] names = ["poor", "daily", "rich", "counted", "lowered", "slow1", "slow2"];
            var connections = names.Select(static name => $$$"""
                  - name: {{{name}}}
                    type: simulator
                    simulator: {first_byte_delay_ms: 0, tokens_per_second: 0, lorem_tokens: 500}
                    models:
                      - {id: lorem, cost: {input: 1, output: 10}, limit: {context: 32000, output: 500}}
                      - {id: echo, cost: {input: 1, output: 10}, limit: {context: 32000, output: 500}}
                """);
            return $$"""
                version: 2
                providers:
                {{string.Join('\n', connections)}}
                  - {name: unpriced, type: openai-compatible, base_url: "http://127.0.0.1:9/v1", models: [{id: any}]}
                chains:
                  either: {targets: [poor/lorem, rich/lorem]}
                budgets:
                  - {on: "connection:poor", total: 0.000001}
                  - {on: "connection:daily", daily: 0.000001}
                  - {on: "connection:rich", total: 100, run_hard_tokens: 300}
                  - {on: "connection:counted", total_tokens: 3000}
                  - {on: "connection:lowered", total: 0.0032}
                  - {on: "connection:unpriced", total: 1}
                limits:
                  - {on: "connection:slow1", rpm: 2}
                  - {on: "connection:slow2", rpm: 2}
                """;
        }
    }
}
