using System.Globalization;
using System.Text;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Money;

/// <summary>Many requests at once, of lengths that nobody knows before.</summary>
internal static class Burst
{
    /// <summary>A simulator whose model has a price, and one hard budget for everything: $0.02, or two thousand words.</summary>
    public const string Config = """
        version: 2
        providers:
          - name: sim
            type: simulator
            simulator: {first_byte_delay_ms: 5, tokens_per_second: 2000, lorem_tokens: 60}
            models:
              - id: lorem
                cost: {input: 1, output: 10}
                limit: {context: 32000, output: 400}
        budgets:
          - {on: gateway, total: 0.02}
        """;

    /// <summary>Sends so many requests at once; gives the status of each.</summary>
    public static async Task<IReadOnlyList<int>> RunAsync(WeirProcess weir, int requests, int seed, CancellationToken cancellationToken, Action? answered = null)
    {
        using var client = weir.CreateClient();
        client.DefaultRequestHeaders.Add("x-api-key", weir.ClientKey);
        var random = new Random(seed);
        var lengths = Enumerable.Range(0, requests).Select(_ => (Stream: random.Next(2) == 0, Limit: random.Next(4) == 0 ? (int?)null : random.Next(20, 200))).ToList();
        return await Task.WhenAll(lengths.Select(async length =>
        {
            var limit = length.Limit is { } most ? string.Create(CultureInfo.InvariantCulture, $",\"max_tokens\":{most}") : "";
            using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route)
            {
                Content = new StringContent(
                    $$"""{"model":"sim/lorem","stream":{{(length.Stream ? "true" : "false")}}{{limit}},"messages":[{"role":"user","content":"Say it."}]}""", Encoding.UTF8, "application/json"),
            };
            try
            {
                using var response = await client.SendAsync(request, cancellationToken);
                await response.Content.ReadAsStringAsync(cancellationToken);
                answered?.Invoke();
                return (int)response.StatusCode;
            }
            catch (HttpRequestException)
            {
                // The gateway was killed.
                return 0;
            }
        }));
    }

    /// <summary>What the ledger has of all requests, in nano-dollars.</summary>
    public static async Task<long> LedgerAsync(WeirProcess weir)
    {
        var result = await weir.RunCliAsync("usage", "--since", "1d", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return (long)(result.Json().GetProperty("totals").GetProperty("costUsd").GetDecimal() * 1_000_000_000);
    }
}
