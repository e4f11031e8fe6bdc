using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Overrides;

/// <summary>
/// weir.yaml changes again and again under steady load while an override is set: every request goes to the override and none fails. <c>WEIR_RELOADS</c> sets how often
/// (eng/reload-proof.sh: 1,000), <c>WEIR_SEED</c> repeats a run.
/// </summary>
public sealed class ReloadTests
{
    private const int Clients = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_reload_loses_an_override()
    {
        var reloads = Number("WEIR_RELOADS") ?? 20;
        var seed = Number("WEIR_SEED") ?? Random.Shared.Next(1_000_000);
        Report($"reloads {reloads}, seed {seed}");
        var random = new Random(seed);
        var watch = Stopwatch.StartNew();
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config(0, random) }, Token);
        var switched = await weir.RunCliAsync("models", "switch", "chosen/echo", "--url", weir.Url.AbsoluteUri);
        Assert.True(switched.ExitCode == 0, switched.ToString());

        using var admin = weir.CreateClient();
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", weir.AdminKey);
        await using var load = new OverrideLoad(weir, Clients, seed, "asked/echo", "chosen/echo");
        for (var reload = 1; reload <= reloads && load.Wrong.Count == 0; reload++)
        {
            var before = await VersionAsync(admin);
            weir.Home.WriteConfig(Config(reload, random));
            await Eventually.BeTrueAsync($"reload {reload} is taken", async () => await VersionAsync(admin) > before, Token);
            if (reload % 10 == 0)
            {
                // Connections that come and go while running make a new snapshot too.
                using var added = new StringContent("""{"name":"added","provider":"simulator"}""", Encoding.UTF8, "application/json");
                using var response = await admin.PostAsync(new Uri("admin/api/v1/connections", UriKind.Relative), added, Token);
                Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
            }

            if (reload % 100 == 0)
            {
                Report($"{reload} reloads, {load.Answers} answers, {load.Wrong.Count} wrong, {watch.Elapsed:hh\\:mm\\:ss}");
            }
        }

        await load.DisposeAsync();
        Report($"{reloads} reloads under load: answers {load.Answers}, answers that failed or came from elsewhere {load.Wrong.Count}");
        Assert.True(load.Answers > reloads);
        Assert.True(load.Wrong.Count == 0, $"seed {seed}: {string.Join('\n', load.Wrong.Take(10))}");
    }

    /// <summary>The two that matter stay; what stands around them changes.</summary>
    private static string Config(int reload, Random random)
    {
        var extra = random.Next(2) == 0 ? "  - {name: extra, type: simulator}\n" : "";
        var delay = random.Next(1, 5);
        var alias = random.Next(2) == 0 ? "asked" : "chosen";
        return $$$"""
            version: 2
            # {{{reload}}}
            aliases: {turn: {{{alias}}}/echo}
            providers:
              - {name: asked, type: simulator, simulator: {first_byte_delay_ms: 1, tokens_per_second: 0}}
              - {name: chosen, type: simulator, simulator: {first_byte_delay_ms: {{{delay}}}, tokens_per_second: 0}}

            """ + extra;
    }

    private static async Task<long> VersionAsync(HttpClient admin)
    {
        using var document = JsonDocument.Parse(await admin.GetByteArrayAsync(new Uri("admin/api/v1/status", UriKind.Relative), Token));
        return document.RootElement.GetProperty("snapshotVersion").GetInt64();
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Report(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
