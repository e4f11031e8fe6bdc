using System.Text;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Routing;

namespace Weir.Acceptance.Tests.Money;

/// <summary><c>x-weir-max-cost</c> is for all attempts of a request together.</summary>
public sealed class MaxCostTests
{
    private const string Answer = """{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Well."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // An attempt may cost $0.001 for its output, and a little for its input: the most is enough for one, not for two.
    [Theory]
    [InlineData("dropped", "0.0018", 402, 1)]
    [InlineData("dropped", "0.0050", 200, 2)]
    [InlineData("refused", "0.0018", 200, 2)]
    public async Task What_an_attempt_before_may_have_cost_counts(string first, string most, int status, int asked)
    {
        var calls = 0;
        await using var upstream = new FaultyUpstream(async (_, connection, token) =>
        {
            if (Interlocked.Increment(ref calls) > 1)
            {
                await connection.AnswerAsync(200, Answer, token);
            }
            else if (first == "refused")
            {
                await connection.AnswerAsync(500, """{"error":{"message":"No.","type":"api_error"}}""", token);
            }
            else
            {
                connection.Reset();
            }
        });
        var setup = new WeirSetup
        {
            Config = $$$"""
                version: 2
                providers:
                  - {name: one, type: openai-compatible, base_url: "http://{{{upstream.Authority}}}/one/v1", api_key: "${LAB_KEY}", models: [{id: m, cost: {input: 1, output: 10}, limit: {context: 700, output: 500}}]}
                  - {name: two, type: openai-compatible, base_url: "http://{{{upstream.Authority}}}/two/v1", api_key: "${LAB_KEY}", models: [{id: m, cost: {input: 1, output: 10}, limit: {context: 700, output: 500}}]}
                routing: {retries: 0}
                chains: {both: {targets: [one/m, two/m]}}
                """,
            Variables = new Dictionary<string, string> { ["LAB_KEY"] = WeirSetup.RandomKey() },
        };
        await using var weir = await WeirProcess.StartAsync(setup, Token);

        using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route)
        {
            Content = new StringContent("""{"model":"both","max_tokens":100,"messages":[{"role":"user","content":"Hello there"}]}""", Encoding.UTF8, "application/json"),
            Headers = { { "x-weir-max-cost", most } },
        };
        using var response = await weir.Http.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);

        Assert.True((int)response.StatusCode == status, text);
        Assert.Equal(asked, upstream.Asked);
        if (status == 402)
        {
            Assert.Contains("after attempts that may have cost $0.00", text, StringComparison.Ordinal);
        }
    }
}
