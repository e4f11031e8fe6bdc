using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Config;

public sealed class ConfigReloadCommandTests : IDisposable
{
    private readonly CliKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task A_file_that_is_taken_tells_what_waits_for_the_next_start()
    {
        var result = await _kit.RunAsync("config", "reload");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("was taken: snapshot 4", result.Output, StringComparison.Ordinal);
        Assert.Contains("wait for the next start: server.urls", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_refused_fails_with_its_line()
    {
        _kit.Admin.ReloadTaken = false;
        var result = await _kit.RunAsync("config", "reload");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("was refused: snapshot 3 goes on", result.Output, StringComparison.Ordinal);
        Assert.Contains("/etc/weir.yaml:3:5: error:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_are_shown_for_every_setting()
    {
        var result = await _kit.RunAsync("config", "show", "--sources");

        Assert.Contains("weir.yaml:4 (LAB_KEY)", result.Output, StringComparison.Ordinal);
        Assert.Contains("at the next start", result.Output, StringComparison.Ordinal);
    }
}
