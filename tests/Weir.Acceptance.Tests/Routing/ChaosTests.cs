using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>
/// Many clients at once, through a chain whose targets fail at random: every request is answered, no answer is malformed, and the providers are not stormed. <c>WEIR_FAULT_REQUESTS</c> sets
/// how many requests (eng/fault-proof.sh: 10,000), <c>WEIR_SEED</c> repeats a run.
/// </summary>
public sealed class ChaosTests
{
    private const int Clients = 24;

    private const double MostPerRequest = 1.5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_is_answered_though_three_in_ten_meet_faults()
    {
        var count = Number("WEIR_FAULT_REQUESTS") ?? 300;
        var seed = Number("WEIR_SEED") ?? Random.Shared.Next(1_000_000);
        Report($"requests {count}, seed {seed}");
        var plan = new ChaosPlan(count, seed);
        await using var upstream = new FaultyUpstream(plan.PlayAsync);
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config(upstream), Variables = new Dictionary<string, string> { ["CHAOS_KEY"] = WeirSetup.RandomKey() } }, Token);
        var (unanswered, malformed) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var watch = Stopwatch.StartNew();

        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = Token }, async (request, token) =>
        {
            var client = plan.Client(request);
            try
            {
                var answer = await client.AskAsync(weir.Http, "chaos", $"Is all well? #{request}#", token);
                if (answer.Status != 200)
                {
                    unanswered.Enqueue($"{plan.Describe(request)}: {answer.Status} {answer.Body}");
                }
                else if (client.TextOf(answer) != GoodAnswer.Text)
                {
                    malformed.Enqueue($"{plan.Describe(request)}: {answer.Body}");
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                malformed.Enqueue($"{plan.Describe(request)}: {exception.Message}");
            }
        });

        var perRequest = (double)upstream.Asked / count;
        Report(string.Create(
            CultureInfo.InvariantCulture,
            $"requests {count}, at fault {plan.AtFault}, unanswered {unanswered.Count}, malformed {malformed.Count}, upstream requests {upstream.Asked} ({perRequest:0.000} each), {watch.Elapsed.TotalSeconds:0} s"));
        Assert.True(unanswered.IsEmpty && malformed.IsEmpty, $"seed {seed}: {string.Join('\n', unanswered.Concat(malformed).Take(10))}");
        Assert.True(perRequest < MostPerRequest, $"seed {seed}: {perRequest} upstream requests for each");
    }

    private static string Config(FaultyUpstream upstream) =>
        $$"""
        version: 2
        providers:
          - {name: a, type: openai-compatible, base_url: "http://{{upstream.Authority}}/a/v1", api_key: "${CHAOS_KEY}", timeouts: {first_byte: 2s}, models: [m]}
          - {name: b, type: anthropic, base_url: "http://{{upstream.Authority}}/b/v1", api_key: "${CHAOS_KEY}", timeouts: {first_byte: 2s}, models: [m]}
          - {name: c, type: openai-compatible, base_url: "http://{{upstream.Authority}}/c/v1", api_key: "${CHAOS_KEY}", timeouts: {first_byte: 2s}, models: [m]}
        chains: {chaos: {targets: [a/m, b/m, c/m]} }
        """;

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Report(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
