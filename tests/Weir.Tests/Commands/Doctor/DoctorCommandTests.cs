using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Doctor;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task A_connection_that_fails_fails_the_whole_and_says_what_to_do()
    {
        using var cli = new CliKit();
        cli.Admin.TestsSucceed = false;

        var result = await cli.RunAsync("doctor");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("Set another key.", result.Output, StringComparison.Ordinal);
        Assert.Contains("ok     database", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_file_that_others_may_read_is_found_with_the_command_that_closes_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps the profile closed by itself.");
        using var cli = new CliKit();
        PrivateFolder.Create(cli.DataFolder);
        var file = Path.Combine(cli.DataFolder, "weir.db");
        await File.WriteAllTextAsync(file, "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        }

        var open = await cli.RunAsync("doctor", "data");
        Assert.Equal(ExitCodes.Failed, open.ExitCode);
        Assert.Contains($"chmod 600 '{file}'", open.Output, StringComparison.Ordinal);

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.Equal(ExitCodes.Ok, (await cli.RunAsync("doctor", "data")).ExitCode);
    }

    [Theory]
    [InlineData("error", ExitCodes.Failed)]
    [InlineData("warning", ExitCodes.Ok)]
    public async Task An_error_in_the_file_fails_and_a_warning_does_not(string severity, int expected)
    {
        using var cli = new CliKit { ConfigNotes = [new ConfigNote(severity, "weir.yaml", 3, 5, "providers[0]", "Unknown key 'nmae'.", "Did you mean 'name'?")] };

        var result = await cli.RunAsync("doctor", "config", "--config", "weir.yaml");

        Assert.Equal(expected, result.ExitCode);
        Assert.Contains("weir.yaml:3:5", result.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'name'?", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_can_not_be_made_does_not_hide_the_others()
    {
        using var cli = new CliKit();
        cli.Admin.Refusal = AdminProblem.Conflict("The database is of a newer Weir.", "Update Weir.");

        var findings = (await cli.RunAsync("doctor", "--json")).Json().GetProperty("findings").EnumerateArray().ToList();

        Assert.Equal(["config", "data", "database", "gateway", "connections"], findings.Select(finding => finding.GetProperty("check").GetString()));
    }
}
