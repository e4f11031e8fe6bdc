using System.Globalization;
using Weir.LoadBench;

// dotnet run -c Release --project bench/Weir.LoadBench [rounds]: runs Weir, Weir with three hard budgets and a rate limit on every request, and a bare proxy in turns against a stand-in upstream.
switch (args)
{
    case ["upstream", var url]:
        await Upstream.RunAsync(url);
        return 0;
    case ["proxy", var url, var upstream]:
        await BareProxy.RunAsync(url, upstream);
        return 0;
    default:
        break;
}

var isVerbose = Environment.GetEnvironmentVariable("BENCH_VERBOSE") == "1";
const string Key = "weir-bench-8c1f4e0b7a2d4c5e9f60";
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var self = Environment.ProcessPath!;
var weir = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Weir", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "weir"));
var data = Directory.CreateTempSubdirectory("weir-bench").FullName;
const string Config = """
    version: 2
    providers:
      - {name: bench, type: openai-compatible, base_url: "http://127.0.0.1:19501/v1", api_key: "${BENCH_KEY}", models: [{id: m, cost: {input: 1, output: 2}}]}

    """;
const string Budgets = """
    budgets:
      - {on: gateway, monthly: 1000000}
      - {on: "connection:bench", daily: 1000000}
      - {on: "model:bench/m", total_tokens: 1000000000000}
    limits:
      - {on: gateway, rpm: 1000000000, tpm: 1000000000000, concurrent: 100000}

    """;
using var upstreamProgram = new Measured("upstream", "http://127.0.0.1:19501", self, ["upstream", "http://127.0.0.1:19501"]);
using var bare = new Measured("bare proxy", "http://127.0.0.1:19502", self, ["proxy", "http://127.0.0.1:19502", "http://127.0.0.1:19501"]);
using var gateway = StartWeir("Weir", 19503, Config);
using var budgeted = StartWeir("with budgets", 19504, Config + Budgets);
Measured[] programs = [bare, gateway, budgeted];
await upstreamProgram.ReadyAsync("/");
foreach (var program in programs)
{
    await program.ReadyAsync("/health/live");
}

await MeasureAsync("1 KB chat, 8 at a time", Load.Chat, 20000, 8);
await MeasureAsync("1 KB chat, 128 at a time", Load.Chat, 20000, 128);
await MeasureAsync("200-chunk stream, 8 at a time", Load.Stream, 3000, 8);
await MeasureMemoryAsync(1000);
return 0;

Measured StartWeir(string name, int port, string text)
{
    var folder = Directory.CreateDirectory(Path.Combine(data, name)).FullName;
    var config = Path.Combine(folder, "weir.yaml");
    File.WriteAllText(config, text);
    var url = $"http://127.0.0.1:{port}";
    return new Measured(name, url, weir, ["serve"], new Dictionary<string, string>
    {
        ["WEIR_URLS"] = url,
        ["WEIR_DATA"] = Path.Combine(folder, "data"),
        ["WEIR_CONFIG"] = config,
        ["WEIR_KEY"] = Key,
        ["BENCH_KEY"] = "sk-bench",
    });
}

async Task MeasureAsync(string what, byte[] body, int count, int parallel)
{
    var cpu = programs.ToDictionary(static program => program, static _ => new List<double>());
    var median = programs.ToDictionary(static program => program, static _ => new List<double>());
    for (var round = -6; round < rounds; round++)
    {
        foreach (var program in round % 2 == 0 ? programs : programs.Reverse())
        {
            using var load = new Load(program.Url, Key);
            var before = program.Cpu;
            var latencies = await load.RunAsync(body, count, parallel);
            if (round >= 0)
            {
                cpu[program].Add((program.Cpu - before).TotalMicroseconds / count);
                median[program].Add(latencies[count / 2]);
            }
        }
    }

    foreach (var program in programs)
    {
        if (isVerbose)
        {
            Print($"  {program.Name,-12} {string.Join(' ', cpu[program].Select(static micros => micros.ToString("F0", CultureInfo.InvariantCulture)))}");
        }

        cpu[program].Sort();
        median[program].Sort();
    }

    double Middle(List<double> values) => values[values.Count / 2];
    Print($"{what}: CPU per request, µs (min, median, max of {rounds} rounds of {count})");
    foreach (var program in programs)
    {
        Print($"  {program.Name,-12} {cpu[program][0],8:F1} {Middle(cpu[program]),8:F1} {cpu[program][^1],8:F1}   median latency {Middle(median[program]):F2} ms");
    }

    Print($"  three budgets and a rate limit: {Middle(cpu[budgeted]) - Middle(cpu[gateway]):F1} µs of CPU more, {Middle(cpu[budgeted]) / Middle(cpu[gateway]):F2} times");
    Print($"  ratio of medians {Middle(cpu[gateway]) / Middle(cpu[bare]):F2}, added median latency {Middle(median[gateway]) - Middle(median[bare]):F2} ms");
}

async Task MeasureMemoryAsync(int count)
{
    Print($"Resident memory per open, silent stream ({count} streams)");
    foreach (var program in programs)
    {
        using var load = new Load(program.Url, Key);
        var before = program.Resident;
        var open = await load.OpenAsync(count);
        await Task.Delay(TimeSpan.FromSeconds(2));
        Print($"  {program.Name,-12} {(program.Resident - before) / 1024.0 / count,6:F1} KB   ({before / 1024 / 1024} MB before)");
        foreach (var response in open)
        {
            response.Dispose();
        }
    }
}

static void Print(FormattableString line) => Console.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));
