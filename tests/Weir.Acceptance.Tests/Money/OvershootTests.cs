using System.Globalization;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Money;

/// <summary>
/// The overshoot proof in its short form: bursts, faults and kills against a provider that keeps its own bill. <c>WEIR_OVERSHOOT_RUNS</c> sets how many runs
/// (eng/overshoot-proof.sh runs it itself), <c>WEIR_SEED</c> repeats them.
/// </summary>
public sealed class OvershootTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_run_bills_more_than_its_budgets()
    {
        var seed = Environment.GetEnvironmentVariable("WEIR_SEED") ?? Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture);
        var runs = Environment.GetEnvironmentVariable("WEIR_OVERSHOOT_RUNS") ?? "6";
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var proof = Path.Combine(own.Parent!.Parent!.FullName, "Weir.Overshoot", own.Name, "Weir.Overshoot.dll");
        using var folder = new TemporaryFolder();

        var result = await ChildProcess.RunAsync(
            Path.Combine(BuiltProgram.DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"),
            [proof, "--runs", runs, "--seed", seed, "--requests", "400", "--parallel", "2"],
            new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "", ["DOTNET_ROOT"] = BuiltProgram.DotnetRoot },
            folder.CreateFolder("work"),
            "",
            TimeSpan.FromMinutes(10),
            Token);

        TestContext.Current.TestOutputHelper?.WriteLine(result.Output);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains($"{runs} runs, 0 broken, 0 not finished", result.Output, StringComparison.Ordinal);
    }
}
