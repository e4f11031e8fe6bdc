using System.Diagnostics;
using System.Globalization;
using Weir.Overshoot;

// Spends hard budgets by bursts, with faults and kills, against a provider that keeps its own bill. See docs/budgets.md.
//   --runs N --seed S --requests N --scene NAME --parallel N     starts Weir itself; run i has the seed S + i
//     --unreported estimate                                      shows what that setting gives away
//   --gateway URL --key KEY --model M --listen URL --limit USD   sends one burst through a gateway that runs, whose provider is at --listen
var arguments = new Arguments(args);
var seed = arguments.Number("--seed", RandomSeed());
var requests = arguments.Number("--requests", 500);
if (arguments.Text("--gateway") is { } gateway)
{
    var foreign = await new ForeignRun(
        new Uri(gateway), arguments.Text("--key") ?? "", arguments.Text("--model") ?? "m", arguments.Text("--listen") ?? "http://127.0.0.1:19601",
        Limit.Usd(arguments.Amount("--limit", 1)), seed, requests).RunAsync(CancellationToken.None);
    Console.Out.WriteLine(foreign.ToString());
    return foreign.Broken.Count == 0 ? 0 : 1;
}

var runs = arguments.Number("--runs", Scene.Quick.Count);
var named = arguments.Text("--scene");
IReadOnlyList<Scene> scenes = named is null ? Scene.Quick : [.. Scene.Quick.Append(Scene.Reset).Where(scene => scene.Name == named)];
var program = Path.GetFullPath(Path.Combine(
    AppContext.BaseDirectory, "../../Weir", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), OperatingSystem.IsWindows() ? "weir.exe" : "weir"));
var (watch, done, broken, failed, used) = (Stopwatch.StartNew(), 0, 0, 0, new List<double>());
var turn = new Lock();
Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} runs from seed {seed}"));
await Parallel.ForAsync(0, runs, new ParallelOptions { MaxDegreeOfParallelism = arguments.Number("--parallel", 1) }, async (run, token) =>
{
    var scene = scenes[run % scenes.Count];
    Findings findings;
    try
    {
        findings = await new ProofRun(scene, seed + run, requests, program, arguments.Text("--unreported") == "estimate").RunAsync(token);
    }
    catch (Exception exception) when (exception is HttpRequestException or InvalidOperationException)
    {
        // Another program took the port, for example: nothing is shown either way.
        lock (turn)
        {
            failed++;
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed + run} {scene.Name}: not finished; {exception.Message}"));
        }

        return;
    }

    lock (turn)
    {
        done++;
        broken += findings.Broken.Count > 0 ? 1 : 0;
        used.AddRange(findings.Used is { } share ? [share] : []);
        Console.Out.WriteLine(findings.ToString());
    }
});
Console.Out.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{done} runs, {broken} broken, {failed} not finished{(used.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", without faults at least {used.Min():P1} of the budget was spent") : "")}, {watch.Elapsed:hh\\:mm\\:ss}"));
return broken + failed == 0 ? 0 : 1;

static int RandomSeed() => Random.Shared.Next(1_000_000);
