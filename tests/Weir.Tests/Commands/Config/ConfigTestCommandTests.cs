using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Config;

public sealed class ConfigTestCommandTests : IDisposable
{
    private readonly CliKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task Tests_that_hold_end_with_0()
    {
        await WriteAsync("tests: [{model: coding, key: ci, expect: [lab/gpt-5]}, {model: nothing, expect: {error: model_not_available}}]");
        var result = await _kit.RunAsync("config", "test", "routes.yaml", "--json");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal((2, 0), (result.Json().GetProperty("passed").GetInt32(), result.Json().GetProperty("failed").GetInt32()));
    }

    [Theory]
    [InlineData("expect: [lab/gpt-5, other/m]", "other/m")]
    [InlineData("expect: {error: not_allowed}", "error not_allowed")]
    [InlineData("expect: []", "lab/gpt-5")]
    public async Task A_test_that_fails_ends_with_1_and_shows_the_difference(string expectation, string shown)
    {
        await WriteAsync($"tests:\n  - {{model: coding, {expectation}}}\n");
        var result = await _kit.RunAsync("config", "test", "routes.yaml");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("FAILED line 2: coding", result.Output, StringComparison.Ordinal);
        Assert.Contains(result.Output.Split('\n'), line => line.StartsWith('!') && line.Contains(shown, StringComparison.Ordinal));
        Assert.Contains("skipped other/m: It has no key.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_wrong_says_where()
    {
        await WriteAsync("tests:\n  - {modle: coding, expect: [a/b]}\n");
        var result = await _kit.RunAsync("config", "test", "routes.yaml");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("routes.yaml:2", result.Error, StringComparison.Ordinal);
    }

    private Task WriteAsync(string text) => File.WriteAllTextAsync(Path.Combine(_kit.Folder, "routes.yaml"), text, TestContext.Current.CancellationToken);
}
