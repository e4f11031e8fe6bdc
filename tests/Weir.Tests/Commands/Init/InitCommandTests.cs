using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Init;

public sealed class InitCommandTests
{
    private const string Key = "never-to-be-written-0123456789";

    [Fact]
    public async Task What_is_found_is_written_with_names_of_variables_and_without_keys()
    {
        using var cli = new CliKit();
        cli.Variables["OPENAI_API_KEY"] = Key;
        cli.Http.Answer = request => request.RequestUri!.Port == 11434 ? FakeHttp.Json("""{"data":[]}""") : null;

        var result = await cli.RunAsync("init", "--yes");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        var file = Path.Combine(cli.Folder, "weir.yaml");
        var text = await File.ReadAllTextAsync(file);
        Assert.Contains("  - name: openai\n    type: openai\n    api_key: ${OPENAI_API_KEY}", text, StringComparison.Ordinal);
        Assert.Contains("  - name: ollama\n    type: ollama\n    base_url: http://127.0.0.1:11434/v1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("vllm", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, text + result.Output + result.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_file_that_is_there_stays()
    {
        using var cli = new CliKit();
        var file = Path.Combine(cli.Folder, "weir.yaml");
        await File.WriteAllTextAsync(file, "mine");

        var result = await cli.RunAsync("init", "--yes");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("--dry-run", ExitCodes.Ok)]
    [InlineData("--no-input", ExitCodes.WrongUsage)]
    public async Task Nothing_is_written_without_a_yes(string option, int expected)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("init", option);

        Assert.Equal(expected, result.ExitCode);
        Assert.Empty(Directory.GetFiles(cli.Folder));
    }

    [Fact]
    public async Task With_nothing_found_the_file_is_still_a_whole_one()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("init", "--dry-run");

        Assert.Contains("version: 2", result.Output, StringComparison.Ordinal);
        Assert.Contains("providers: []", result.Output, StringComparison.Ordinal);
    }
}
