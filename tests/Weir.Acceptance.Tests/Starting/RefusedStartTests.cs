using Weir.Acceptance.Tests.Program;
using Weir.TestKit;

namespace Weir.Acceptance.Tests.Starting;

/// <summary>Weir refuses to start in a state that would give keys or money away, and says why.</summary>
public sealed class RefusedStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_address_than_loopback_wants_keys()
    {
        using var home = new WeirHome(new WeirSetup { ClientKey = null, AdminKey = null });

        await AssertRefusedAsync(home, $"http://0.0.0.0:{FreePort.Next()}", "key");
    }

    [Theory]
    [InlineData("")]
    [InlineData("changeme")]
    [InlineData("sk-1234")]
    [InlineData("your-api-key-here")]
    public async Task A_sample_or_empty_key_is_none(string key)
    {
        using var client = new WeirHome(new WeirSetup { ClientKey = key });
        using var admin = new WeirHome(new WeirSetup { AdminKey = key });

        await AssertRefusedAsync(client, Loopback(), "WEIR_KEY");
        await AssertRefusedAsync(admin, Loopback(), "WEIR_ADMIN_KEY");
    }

    [Fact]
    public async Task Data_that_others_can_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are not Windows' way.");
        using var home = new WeirHome(new WeirSetup());
        await using (var weir = await WeirProcess.StartAsync(home, Token))
        {
            Assert.Equal(0, (await weir.StopAsync(Token)).ExitCode);
        }

        foreach (var file in Directory.EnumerateFiles(home.DataFolder))
        {
            Open(file, UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        Open(home.DataFolder, UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        await AssertRefusedAsync(home, Loopback(), home.DataFolder);
    }

    [Fact]
    public async Task A_broken_config_file_is_told_with_line_and_suggestion()
    {
        using var home = new WeirHome(new WeirSetup
        {
            Config = """
                version: 2
                providers:
                  - name: lab
                    type: openai-compatible
                    base_ulr: http://127.0.0.1:1/v1
                """,
        });

        await AssertRefusedAsync(home, Loopback(), "weir.yaml:5", "base_url");
    }

    [Fact]
    public async Task A_taken_port_is_told()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup(), Token);
        using var home = new WeirHome(new WeirSetup());

        await AssertRefusedAsync(home, weir.Url.GetLeftPart(UriPartial.Authority), weir.Url.Port.ToString(null, null));
    }

    private static string Loopback() => $"http://127.0.0.1:{FreePort.Next()}";

    private static async Task AssertRefusedAsync(WeirHome home, string url, params string[] reasons)
    {
        await using var process = home.Serve(url);

        var result = await process.WaitAsync(TimeSpan.FromSeconds(20), Token);

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.All(reasons, reason => Assert.Contains(reason, result.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private static void Open(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | mode);
        }
    }
}
