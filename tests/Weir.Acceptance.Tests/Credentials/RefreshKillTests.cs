using System.Diagnostics;
using System.Globalization;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Credentials;

/// <summary>
/// The real program is killed in the middle of renewing a token, again and again, in the same data folder: before the server's answer, while it is
/// read, and while it is written. It may never end up signed out. <c>WEIR_REFRESH_KILLS</c> sets how often (eng/refresh-kill-proof.sh: 200),
/// <c>WEIR_SEED</c> repeats a run.
/// </summary>
public sealed class RefreshKillTests
{
    private const int Clients = 4;
    private const int LongestWaitMs = 150;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_kill_in_the_middle_of_a_renewal_signs_out()
    {
        var kills = Number("WEIR_REFRESH_KILLS") ?? 10;
        var seed = Number("WEIR_SEED") ?? Random.Shared.Next(1_000_000);
        Report($"kills {kills}, seed {seed}");
        var random = new Random(seed);
        var watch = Stopwatch.StartNew();
        await using var provider = await RotatingProvider.StartAsync(Token);
        provider.Lifetime = 1;
        using var home = new WeirHome(new WeirSetup { Config = provider.Config });
        await RotatingProvider.SignInAsync(home, Token);
        var unanswered = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            var isAnswered = random.Next(3) > 0;
            unanswered += isAnswered ? 0 : 1;
            await using var weir = await WeirProcess.StartAsync(home, Token);
            await KillInRenewalAsync(weir, provider, isAnswered, random.Next(LongestWaitMs));
            Assert.False(provider.IsSignedOut, $"seed {seed}: signed out after kill {kill}");
            if (kill % 50 == 0)
            {
                Report($"{kill} kills, {provider.Rotations} refresh tokens, {watch.Elapsed:hh\\:mm\\:ss}");
            }
        }

        provider.Rotated = static () => Task.CompletedTask;
        provider.Lifetime = 3600;
        await using var last = await WeirProcess.StartAsync(home, Token);
        var answer = await last.Http.ChatAsync("acme/m", Token);
        Report($"{kills} kills in the middle of a renewal, {unanswered} of them before the server's answer: refresh tokens {provider.Rotations}, sign-ins lost {(provider.IsSignedOut ? 1 : 0)}");
        Assert.True(answer.Status == 200, $"seed {seed}: {answer.Body}");
    }

    private static async Task KillInRenewalAsync(WeirProcess weir, RotatingProvider provider, bool isAnswered, int waitMs)
    {
        var rotated = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        provider.Rotated = () =>
        {
            rotated.TrySetResult();
            return isAnswered ? Task.CompletedTask : killed.Task;
        };
        var clients = Enumerable.Range(0, Clients).Select(_ => AskUntilGoneAsync(weir.Http)).ToArray();
        await rotated.Task.WaitAsync(Patience, Token);

        // Spins: a timer's grain is coarser than a write.
        var watch = Stopwatch.StartNew();
        SpinWait.SpinUntil(() => watch.ElapsedMilliseconds >= waitMs);
        await weir.KillAsync(Token);
        killed.SetResult();
        await Task.WhenAll(clients);
    }

    private static async Task AskUntilGoneAsync(HttpClient http)
    {
        try
        {
            while (true)
            {
                await http.ChatAsync("acme/m", Token);
            }
        }
        catch (HttpRequestException)
        {
            // The program is gone.
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Report(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
