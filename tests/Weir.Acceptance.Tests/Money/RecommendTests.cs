using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Money;

/// <summary>Recommendations go by prices, abilities and the program's own ledger.</summary>
public sealed class RecommendTests : IAsyncLifetime
{
    private WeirProcess? _weir;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_failed_here_at_the_task_comes_last_and_what_costs_too_much_does_not_come()
    {
        Assert.Equal(["lab/cheap", "lab/fair"], Names(await RecommendAsync()));
        await SendAsync("lab/cheap", "team=x, task=coding");

        JsonElement answer = default;
        await Eventually.BeTrueAsync("experience", async () => Names(answer = await RecommendAsync()).SequenceEqual(["lab/fair", "lab/cheap"]), Token);

        Assert.Contains(Reasons(answer, 1), static reason => reason.Contains("tagged task=coding here: 0% answered", StringComparison.Ordinal));
        Assert.Contains(Reasons(answer, 0), static reason => reason.Contains("of your $0.02 a run", StringComparison.Ordinal));
        Assert.Equal((1, 1), (answer.GetProperty("leftOut").GetProperty("costs more than the budget").GetInt32(), answer.GetProperty("leftOut").GetProperty("price unknown").GetInt32()));
    }

    [Fact]
    public async Task A_need_that_nobody_knows_is_refused()
    {
        var result = await _weir!.RunCliAsync("models", "recommend", "--task", "coding", "--needs", "magic");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Choose from tools, vision", result.Error, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => _weir = await WeirProcess.StartAsync(
        new WeirSetup
        {
            Config = """
                version: 2
                routing: {retries: 0}
                providers:
                  - name: lab
                    type: openai-compatible
                    base_url: http://127.0.0.1:9/v1
                    auth_method: none
                    models:
                      - {id: cheap, tool_call: true, cost: {input: 1, output: 2}, limit: {context: 100000, output: 8000}}
                      - {id: fair, tool_call: true, cost: {input: 1.1, output: 2}, limit: {context: 100000, output: 8000}}
                      - {id: dear, tool_call: true, cost: {input: 10, output: 20}, limit: {context: 100000, output: 8000}}
                      - {id: unpriced, tool_call: true, limit: {context: 100000, output: 8000}}
                """,
        },
        Token);

    public async ValueTask DisposeAsync() => await _weir!.DisposeAsync();

    private static List<string> Names(JsonElement answer) => [.. answer.GetProperty("models").EnumerateArray().Select(static model => model.GetProperty("model").GetString()!)];

    private static IEnumerable<string> Reasons(JsonElement answer, int place) => answer.GetProperty("models")[place].GetProperty("why").EnumerateArray().Select(static reason => reason.GetString()!);

    private async Task<JsonElement> RecommendAsync() => (await _weir!.RunCliAsync("models", "recommend", "--task", "coding", "--budget", "0.02", "--needs", "tools", "--json")).Json();

    private async Task SendAsync(string model, string tags)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/chat/completions", UriKind.Relative))
        {
            Content = new StringContent($$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hi"}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-weir-tags", tags);
        using var response = await _weir!.Http.SendAsync(request, Token);
        Assert.False(response.IsSuccessStatusCode);
    }
}
