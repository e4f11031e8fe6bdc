using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Config;

public sealed class ConfigDiffCommandTests : IDisposable
{
    private readonly CliKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task What_differs_is_told_and_ends_with_1()
    {
        var result = await _kit.RunAsync("config", "diff");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("is not all that runs", result.Output, StringComparison.Ordinal);
        Assert.Contains("http://new/v1", result.Output, StringComparison.Ordinal);
        Assert.Contains("not read yet", result.Output, StringComparison.Ordinal);
        Assert.Contains("extra", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_runs_ends_with_0()
    {
        _kit.Admin.DiffState = "same";
        var result = await _kit.RunAsync("config", "diff", "--json");

        Assert.Equal((ExitCodes.Ok, "same"), (result.ExitCode, result.Json().GetProperty("state").GetString()));
    }
}
