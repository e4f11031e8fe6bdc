using System.Diagnostics;
using System.Globalization;
using Weir.Acceptance.Tests.Program;
using Weir.TestKit;

namespace Weir.Acceptance.Tests.Ledger;

/// <summary>
/// The real program is killed at random moments under load, again and again, in the same data folder. No answer that a client got whole may be
/// missing from the ledger afterwards. <c>WEIR_KILLS</c> sets how often (eng/kill-proof.sh: 1,000), <c>WEIR_SEED</c> repeats a run.
/// </summary>
public sealed class KillTests
{
    private const int Clients = 8;
    private const int LongestLoadMs = 300;
    private const int LongestStartMs = 250;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_kill_loses_a_finished_answer()
    {
        var kills = Number("WEIR_KILLS") ?? 5;
        var seed = Number("WEIR_SEED") ?? Random.Shared.Next(1_000_000);
        Report($"kills {kills}, seed {seed}");
        var random = new Random(seed);
        var watch = Stopwatch.StartNew();
        using var home = new WeirHome(SimulatorLoad.Setup);
        var total = 0;
        List<string> lost = [];
        IReadOnlyCollection<string> finished = [];
        for (var kill = 1; kill <= kills; kill++)
        {
            await using var weir = await WeirProcess.StartAsync(home, Token);
            lost.AddRange(await SimulatorLoad.MissingAsync(weir, finished, Token));
            finished = await LoadUntilKilledAsync(weir, random);
            total += finished.Count;
            await KillWhileStartingAsync(home, random);
            if (kill % 100 == 0)
            {
                Report($"{kill} kills, {total} finished answers, {lost.Count} without a row, {watch.Elapsed:hh\\:mm\\:ss}");
            }
        }

        await using (var last = await WeirProcess.StartAsync(home, Token))
        {
            lost.AddRange(await SimulatorLoad.MissingAsync(last, finished, Token));
        }

        Report($"{kills} kills under load: finished answers {total}, finished answers without a ledger row {lost.Count}");
        Assert.True(total > 0);
        Assert.True(lost.Count == 0, $"seed {seed}: no row for {string.Join(", ", lost.Take(20))}");
    }

    private static async Task<IReadOnlyCollection<string>> LoadUntilKilledAsync(WeirProcess weir, Random random)
    {
        await using var load = new SimulatorLoad(weir, Clients, random.Next());
        await load.FirstAnswerAsync(Token);
        await Task.Delay(random.Next(LongestLoadMs), Token);
        await weir.KillAsync(Token);
        return await load.FinishedAsync();
    }

    /// <summary>One time in five the next start is killed too, while it reads what the last kill left.</summary>
    private static async Task KillWhileStartingAsync(WeirHome home, Random random)
    {
        if (random.Next(5) > 0)
        {
            return;
        }

        await using var starting = home.Serve($"http://127.0.0.1:{FreePort.Next()}");
        await Task.Delay(random.Next(LongestStartMs), Token);
        starting.Kill();
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Report(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
