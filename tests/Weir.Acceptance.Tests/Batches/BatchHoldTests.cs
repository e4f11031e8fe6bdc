using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Batches;

/// <summary>What a batch may cost is held when it is made, and settled when it is over.</summary>
public sealed class BatchHoldTests : IAsyncLifetime
{
    // A thousand output tokens at half of $30 per million.
    private const decimal OutputOfOne = 0.015m;

    private BatchUpstream? _upstream;
    private WeirHome? _home;
    private WeirProcess? _weir;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_requests_of_the_input_file_are_held_and_settled_by_the_output()
    {
        var made = await CreateAsync(2);
        Assert.Equal(200, made.Status);

        var (spent, held) = await BudgetAsync();
        Assert.Equal(0, spent);
        Assert.InRange(held, 2 * OutputOfOne, 3 * OutputOfOne);

        _upstream!.Finish(made.Id, Answered());
        await CallAsync("GET", $"v1/batches/{made.Id}");
        await SettledAsync();
    }

    [Fact]
    public async Task A_batch_that_may_cost_more_than_is_left_is_refused_before_it_is_made()
    {
        var refused = await CreateAsync(10);

        Assert.Equal(402, refused.Status);
        Assert.Contains("lifetime budget of connection:two", refused.Text, StringComparison.Ordinal);
        Assert.Equal((0, 0), await BudgetAsync());
    }

    [Fact]
    public async Task A_hold_outlives_the_program_and_is_settled_by_the_ledger()
    {
        var made = await CreateAsync(2);
        await _weir!.KillAsync(Token);
        _upstream!.Finish(made.Id, Answered());
        await RestartAsync();

        await SettledAsync();
    }

    [Fact]
    public async Task A_batch_without_an_answer_gives_all_of_it_back()
    {
        var made = await CreateAsync(2);
        _upstream!.Finish(made.Id, "", "failed");
        await CallAsync("GET", $"v1/batches/{made.Id}");

        await Eventually.BeTrueAsync("nothing held", async () => await BudgetAsync() == (0, 0), Token);
    }

    [Theory]
    [InlineData("gpt-4o-mini")]
    [InlineData(null)]
    public async Task An_answer_without_usage_leaves_the_worst_case_spent_also_after_a_restart(string? model)
    {
        var made = await CreateAsync(2);
        var silent = $$"""{"custom_id":"2","response":{"status_code":200,"body":{"model":{{JsonSerializer.Serialize(model)}},"choices":[]} } }""" + "\n";
        _upstream!.Finish(made.Id, Answered() + silent);
        await CallAsync("GET", $"v1/batches/{made.Id}");
        await Eventually.BeTrueAsync("counted", async () => await BudgetAsync() is { Spent: > 2 * OutputOfOne, Held: 0 }, Token);

        var second = await CreateAsync(2);
        await _weir!.KillAsync(Token);
        _upstream.Finish(second.Id, Answered() + silent);
        await RestartAsync();
        await Eventually.BeTrueAsync("counted again", async () => await BudgetAsync() is { Spent: > 4 * OutputOfOne, Held: 0 }, TimeSpan.FromSeconds(90), Token);
    }

    [Fact]
    public async Task A_batch_whose_client_hung_up_is_remembered_and_settled()
    {
        var arrived = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var id = "";
        _upstream!.Made = async (_, batch) =>
        {
            id = new Answer(200, batch).Id;
            arrived.SetResult();
            await goOn.Task;
            return batch;
        };
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var creating = CreateAsync(2, hangUp.Token);
        await arrived.Task.WaitAsync(Token);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
        await Task.Delay(TimeSpan.FromMilliseconds(300), Token);
        goOn.SetResult();

        await Eventually.BeTrueAsync("remembered", async () => (await CallAsync("GET", $"v1/batches/{id}")).Status == 200, Token);
        Assert.Equal(0, (await BudgetAsync()).Spent);
        _upstream.Finish(id, Answered());
        await CallAsync("GET", $"v1/batches/{id}");
        await SettledAsync();
    }

    [Fact]
    public async Task A_batch_whose_making_broke_off_counts_as_spent()
    {
        _upstream!.Made = (http, _) =>
        {
            http.Abort();
            return Task.FromResult("");
        };

        var made = await CreateAsync(2);

        Assert.NotEqual(200, made.Status);
        await CountsAsSpentAsync("batches");
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"object":"batch"}""")]
    public async Task A_batch_whose_id_is_not_told_counts_as_spent(string answer)
    {
        _upstream!.Made = (_, _) => Task.FromResult(answer);

        await CreateAsync(2);

        await CountsAsSpentAsync("batch");
    }

    [Fact]
    public async Task A_batch_that_the_provider_refuses_gives_its_hold_back()
    {
        _upstream!.Made = (http, _) =>
        {
            http.Response.StatusCode = 400;
            return Task.FromResult("""{"error":{"message":"No.","type":"invalid_request_error","param":null,"code":null}}""");
        };

        Assert.Equal(400, (await CreateAsync(2)).Status);
        Assert.Equal((0, 0), await BudgetAsync());
    }

    public async ValueTask InitializeAsync()
    {
        _upstream = await BatchUpstream.StartAsync(Token);
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

    private static string Answered() =>
        """{"custom_id":"1","response":{"status_code":200,"body":{"model":"gpt-4o-mini-2024-07-18","usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}}}}""" + "\n";

    /// <summary>100 in and 10 out of one request, at half the price: nothing else is held or spent.</summary>
    private Task SettledAsync() => Eventually.BeTrueAsync("settled", async () => await BudgetAsync() == (0.00065m, 0), TimeSpan.FromSeconds(90), Token);

    /// <summary>The worst case is spent, and a failed row of the operation tells why.</summary>
    private async Task CountsAsSpentAsync(string operation)
    {
        var (spent, held) = await BudgetAsync();
        Assert.InRange(spent, 2 * OutputOfOne, 3 * OutputOfOne);
        Assert.Equal(0, held);
        var rows = (await _weir!.RunCliAsync("requests", "list", "--failed", "--json")).Json().EnumerateArray().ToList();
        Assert.Contains(rows, row => row.GetProperty("operation").GetString() == operation);
    }

    private async Task<(decimal Spent, decimal Held)> BudgetAsync()
    {
        var budget = Assert.Single((await _weir!.RunCliAsync("budgets", "list", "--json")).Json().EnumerateArray());
        return (budget.GetProperty("spent").GetInt64() / 1_000_000_000m, budget.GetProperty("held").GetInt64() / 1_000_000_000m);
    }

    private async Task<Answer> CreateAsync(int requests, CancellationToken? cancellationToken = null)
    {
        var lines = Enumerable.Range(1, requests).Select(static number =>
            $$"""{"custom_id":"{{number}}","method":"POST","url":"/v1/chat/completions","body":{"model":"gpt-4o-mini","max_tokens":1000,"messages":[{"role":"user","content":"Hi"}]} }""");
        var file = (await CallAsync("POST", "v1/files", string.Join('\n', lines))).Id;
        return await CallAsync("POST", "v1/batches", $$"""{"input_file_id":"{{file}}"}""", cancellationToken);
    }

    private async Task<Answer> CallAsync(string method, string path, string? body = null, CancellationToken? cancellationToken = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await _weir!.Http.SendAsync(request, cancellationToken ?? Token);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private async Task RestartAsync()
    {
        if (_weir is not null)
        {
            await _weir.DisposeAsync();
        }

        _weir = await WeirProcess.StartAsync(_home!, Token);
    }

    private sealed record Answer(int Status, string Text)
    {
        public string Id => JsonElement.Parse(Text).GetProperty("id").GetString()!;
    }
}
