using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Background;

/// <summary>An answer made in the background is held when it begins, and booked once, when it is over.</summary>
public sealed class BackgroundTests : IAsyncLifetime
{
    // A thousand output tokens at $30 per million.
    private const decimal Output = 0.03m;

    // 100 tokens in at $10 and 10 out at $30.
    private const decimal Bill = 0.0013m;

    private BackgroundUpstream? _upstream;
    private WeirHome? _home;
    private WeirProcess? _weir;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1/responses", "two/gpt-4o-mini")]
    [InlineData("p/two/responses", "gpt-4o-mini")]
    public async Task It_is_held_while_it_runs_and_booked_once_however_often_it_is_read(string path, string model)
    {
        var made = await BeginAsync(path, model);
        Assert.Equal(200, made.Status);
        Assert.Null(made.Cost);
        await HeldAsync();

        Assert.Contains("queued", (await CallAsync("GET", $"v1/responses/{made.Id}")).Text, StringComparison.Ordinal);
        await HeldAsync();

        _upstream!.Finish(made.Id, 100, 10);
        Assert.Contains("completed", (await CallAsync("GET", $"v1/responses/{made.Id}")).Text, StringComparison.Ordinal);
        await IsAsync(Bill);
        await CallAsync("GET", $"v1/responses/{made.Id}");
        await CallAsync("GET", $"p/two/responses/{made.Id}");
        await LedgerIsAsync(100, 10, Bill);
        Assert.Equal((Bill, 0), await BudgetAsync());
    }

    [Fact]
    public async Task A_stream_that_its_client_left_is_booked_when_the_answer_is_over()
    {
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var request = Request("POST", "v1/responses", Body("two/gpt-4o-mini", stream: true));
        using var response = await _weir!.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, hangUp.Token);
        using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token)))
        {
            Assert.Equal("event: response.created", await reader.ReadLineAsync(Token));
        }

        await hangUp.CancelAsync();
        response.Dispose();
        await Eventually.BeTrueAsync("the request is over", async () => (await RowsAsync()).Count == 1, Token);
        await HeldAsync();

        _upstream!.Finish("resp_1", 100, 10);
        await CallAsync("GET", "v1/responses/resp_1");
        await IsAsync(Bill);
        await LedgerIsAsync(100, 10, Bill);
    }

    [Fact]
    public async Task It_is_booked_after_a_crash_without_anybody_asking_for_it()
    {
        var made = await BeginAsync();
        await Eventually.BeTrueAsync("remembered", async () => (await CallAsync("GET", $"v1/responses/{made.Id}")).Status == 200, Token);
        await HeldAsync();
        await _weir!.KillAsync(Token);
        _upstream!.Finish(made.Id, 100, 10);
        await RestartAsync();

        await IsAsync(Bill);
        await LedgerIsAsync(100, 10, Bill);
    }

    [Fact]
    public async Task Its_owner_may_delete_it_but_not_its_bill()
    {
        var made = await BeginAsync();
        _upstream!.Finish(made.Id, 100, 10);

        Assert.Equal(200, (await CallAsync("DELETE", $"v1/responses/{made.Id}")).Status);

        await IsAsync(Bill);
        Assert.Equal(404, (await CallAsync("GET", $"v1/responses/{made.Id}")).Status);
    }

    [Fact]
    public async Task One_that_was_cancelled_without_usage_counts_at_its_worst_until_a_person_says_better()
    {
        var made = await BeginAsync();

        Assert.Equal(200, (await CallAsync("POST", $"v1/responses/{made.Id}/cancel")).Status);

        await Eventually.BeTrueAsync("counted", async () => await BudgetAsync() is { Spent: > Output, Held: 0 }, Token);
        var hold = Assert.Single((await _weir!.RunCliAsync("budgets", "doctor", "--json")).Json().GetProperty("holds").EnumerateArray());
        Assert.True(hold.GetProperty("uncertain").GetBoolean());
    }

    [Fact]
    public async Task One_that_failed_without_usage_gives_all_of_it_back()
    {
        var made = await BeginAsync();
        _upstream!.End(made.Id, "failed");

        await CallAsync("GET", $"v1/responses/{made.Id}");
        await CallAsync("POST", $"v1/responses/{made.Id}/cancel");
        _upstream.End(made.Id, "failed");

        await IsAsync(0);
    }

    public async ValueTask InitializeAsync()
    {
        _upstream = await BackgroundUpstream.StartAsync(Token);
        _home = new WeirHome(new WeirSetup
        {
            Config = $$"""
                version: 2
                providers:
                  - name: two
                    type: openai
                    base_url: {{_upstream.BaseUrl}}
                    api_key: sk-two-that-is-long-enough
                    models:
                      - {id: gpt-4o-mini, cost: {input: 10, output: 30} }
                  - name: other
                    type: openai
                    base_url: {{_upstream.BaseUrl}}/other
                    api_key: sk-other-that-is-long-enough
                budgets:
                  - {on: "connection:two", total: 0.1}
                """,
        });
        await RestartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _weir!.DisposeAsync();
        await _upstream!.DisposeAsync();
        _home!.Dispose();
    }

    private static string Body(string model, bool stream = false) =>
        $$"""{"model":"{{model}}","background":true,"stream":{{(stream ? "true" : "false")}},"max_output_tokens":1000,"input":"Hi"}""";

    private static HttpRequestMessage Request(string method, string path, string? body) =>
        new(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };

    private Task<Answer> BeginAsync(string path = "v1/responses", string model = "two/gpt-4o-mini") => CallAsync("POST", path, Body(model));

    private async Task<Answer> CallAsync(string method, string path, string? body = null)
    {
        using var request = Request(method, path, body);
        using var response = await _weir!.Http.SendAsync(request, Token);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token), response.Headers.TryGetValues("x-weir-cost", out var cost) ? cost.Single() : null);
    }

    private async Task HeldAsync()
    {
        var (spent, held) = await BudgetAsync();
        Assert.Equal(0, spent);
        Assert.InRange(held, Output, 2 * Output);
    }

    private Task IsAsync(decimal spent) => Eventually.BeTrueAsync($"{spent} spent, nothing held", async () => await BudgetAsync() == (spent, 0), TimeSpan.FromSeconds(90), Token);

    /// <summary>The ledger as a whole: what was read and deleted in between stands in it with nothing.</summary>
    private async Task LedgerIsAsync(long input, long output, decimal cost)
    {
        var rows = await RowsAsync();
        Assert.Equal((input, output), (rows.Sum(static row => row.GetProperty("usage").GetProperty("input").GetInt64()), rows.Sum(static row => row.GetProperty("usage").GetProperty("output").GetInt64())));
        Assert.Equal(cost, rows.Sum(static row => row.GetProperty("costNanoDollars").GetInt64()) / 1_000_000_000m);
        Assert.Single(rows, static row => row.GetProperty("operation").GetString() == "background");
    }

    private async Task<List<JsonElement>> RowsAsync() => [.. (await _weir!.RunCliAsync("requests", "list", "--json")).Json().EnumerateArray()];

    private async Task<(decimal Spent, decimal Held)> BudgetAsync()
    {
        var budget = Assert.Single((await _weir!.RunCliAsync("budgets", "list", "--json")).Json().EnumerateArray());
        return (budget.GetProperty("spent").GetInt64() / 1_000_000_000m, budget.GetProperty("held").GetInt64() / 1_000_000_000m);
    }

    private async Task RestartAsync()
    {
        if (_weir is not null)
        {
            await _weir.DisposeAsync();
        }

        _weir = await WeirProcess.StartAsync(_home!, Token);
    }

    private sealed record Answer(int Status, string Text, string? Cost)
    {
        public string Id => JsonElement.Parse(Text).GetProperty("id").GetString()!;
    }
}
