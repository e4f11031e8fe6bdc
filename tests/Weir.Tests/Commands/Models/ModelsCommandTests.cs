using System.Text.Json;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Admin.Sessions;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Models;

public sealed class ModelsCommandTests
{
    [Theory]
    [InlineData("models switch fast", "gateway", null, false)]
    [InlineData("model switch fast --key ci", "key", "ci", false)]
    [InlineData("models switch fast --conversation 9f2c --temporary", "conversation", "9f2c", true)]
    public async Task A_switch_says_for_whom_and_what_it_changes_in_price(string command, string scope, string? id, bool temporary)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync(command.Split(' '));

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        var order = Assert.IsType<OverrideOrder>(Assert.Single(cli.Admin.Calls));
        Assert.Equal((new OverrideSubject(scope, id), "fast", temporary), (order.Subject, order.Target, order.Temporary));
        Assert.Contains("$3.00 more per million tokens", result.Output, StringComparison.Ordinal);
        Assert.Contains(id is null ? "weir models reset\n" : $"weir models reset --{scope} {id}\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switch_is_for_a_key_or_a_conversation_not_for_both()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("models", "switch", "fast", "--key", "ci", "--conversation", "9f2c");

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.Empty(cli.Admin.Calls);
    }

    [Fact]
    public async Task A_dry_run_tells_the_price_of_a_run_and_sets_nothing()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("models", "switch", "fast", "--dry-run");

        Assert.Equal("preview fast", Assert.Single(cli.Admin.Calls));
        Assert.Contains("about $0.05 more per run", result.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_are_set_side_by_side()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("models", "compare", "fast", "lab/gpt-5");
        var json = await cli.RunAsync("models", "compare", "fast", "lab/gpt-5", "--json");
        var alone = await cli.RunAsync("models", "compare", "fast");

        Assert.Equal(["fast", "lab/gpt-5"], cli.Admin.Calls.Take(2));
        Assert.Matches("price out +10(.00)? USD per million tokens +10(.00)? USD per million tokens", result.Output);
        Assert.Equal(2, JsonElement.Parse(json.Output).GetArrayLength());
        Assert.Equal(ExitCodes.WrongUsage, alone.ExitCode);
    }

    [Fact]
    public async Task The_current_choice_is_shown_with_where_it_leads()
    {
        using var cli = new CliKit();
        cli.Admin.Overrides.Add(new OverrideEntry { Scope = "key", Id = "ci", Target = "gone/model", Reason = "There is no such model now.", Temporary = true, SetAt = FixedTime.Now, SetBy = "ops" });

        var result = await cli.RunAsync("models", "current");

        Assert.Contains("lab/gpt-5", result.Output, StringComparison.Ordinal);
        Assert.Contains("passed over: There is no such model now.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models reset", "gateway")]
    [InlineData("models reset --all", "all")]
    public async Task A_reset_is_of_one_scope_unless_all_are_meant(string command, string expected)
    {
        using var cli = new CliKit();

        await cli.RunAsync(command.Split(' '));

        var call = Assert.Single(cli.Admin.Calls);
        Assert.Equal(expected, call is OverrideSubject subject ? subject.Scope : call);
    }

    [Fact]
    public async Task A_model_is_tried_with_a_key_from_standard_input()
    {
        using var cli = new CliKit { Input = "the-key\n" };

        var result = await cli.RunAsync("model", "test", "openrouter", "gpt-4o", "20", "--key-stdin");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        var order = Assert.IsType<SessionOrder>(cli.Admin.Calls[0]);
        Assert.Equal(("openrouter", "gpt-4o", 20, "the-key"), (order.Provider, order.Model, order.Minutes, order.Key));
        Assert.Contains("Hello to you.", result.Output, StringComparison.Ordinal);
        Assert.Contains("$0.00042", result.Output, StringComparison.Ordinal);
        Assert.Contains(FakeAdmin.SessionToken, result.Output, StringComparison.Ordinal);
        Assert.Contains("x-weir-session", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("the-key", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_whose_first_message_fails_is_ended()
    {
        using var cli = new CliKit { Input = "the-key\n" };
        cli.Admin.TestsSucceed = false;

        var result = await cli.RunAsync("models", "test", "openrouter", "gpt-4o", "--key-stdin");

        Assert.Equal(ExitCodes.SignInNeeded, result.ExitCode);
        Assert.Equal("end 3f9a1c2b04", cli.Admin.Calls[^1]);
        Assert.DoesNotContain(FakeAdmin.SessionToken, result.Output + result.Error, StringComparison.Ordinal);
    }
}
