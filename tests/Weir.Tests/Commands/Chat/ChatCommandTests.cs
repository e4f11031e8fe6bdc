using System.Text.Json;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Chat;

public sealed class ChatCommandTests
{
    [Fact]
    public async Task One_question_gets_one_answer_with_its_price_before_and_after()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("chat", "openai/gpt-5", "Say hello.", "--system", "Be brief.");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("Hello\ufffd[31m!\n", result.Output);
        Assert.Contains("about $0.0075, at most $0.05", result.Error, StringComparison.Ordinal);
        Assert.Contains("tokens in", result.Error, StringComparison.Ordinal);
        Assert.Equal(
            """{"model":"openai/gpt-5","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Say hello."}]}""",
            Assert.Single(cli.Admin.Bodies));
    }

    [Fact]
    public async Task The_question_may_come_from_standard_input()
    {
        using var cli = new CliKit { Input = "What is this?\n" };

        await cli.RunAsync("chat", "fast", "-");

        Assert.Contains("\"content\":\"What is this?\"", Assert.Single(cli.Admin.Bodies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_ask_is_wrong_usage()
    {
        using var cli = new CliKit();

        Assert.Equal(ExitCodes.WrongUsage, (await cli.RunAsync("chat", "fast")).ExitCode);
    }

    [Fact]
    public async Task For_a_script_every_piece_is_one_line()
    {
        using var cli = new CliKit();

        var lines = (await cli.RunAsync("chat", "fast", "Hi", "--json")).Output.Trim().Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.Equal("Hel", JsonElement.Parse(lines[0]).GetProperty("text").GetString());
        Assert.Equal("req_1", JsonElement.Parse(lines[2]).GetProperty("request").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_conversation_remembers_and_does_what_it_is_told()
    {
        using var cli = new CliKit { Interactive = true, Input = "Hi\n/model other/m\nAnd you?\n/retry\n/cost\n/save talk.json\n/nonsense\n/exit\nnever\n" };

        var result = await cli.RunAsync("chat");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(3, cli.Admin.Bodies.Count);
        Assert.Equal(["user", "assistant", "user"], Roles(cli.Admin.Bodies[1]));
        Assert.Equal("other/m", JsonElement.Parse(cli.Admin.Bodies[1]).GetProperty("model").GetString());
        Assert.Equal(cli.Admin.Bodies[1], cli.Admin.Bodies[2]);
        Assert.Contains("3 requests, $", result.Error, StringComparison.Ordinal);
        Assert.Contains("/system TEXT", result.Error, StringComparison.Ordinal);
        Assert.Equal(["user", "assistant", "user", "assistant"], Roles(await File.ReadAllTextAsync(Path.Combine(cli.Folder, "talk.json"), TestContext.Current.CancellationToken)));
    }

    private static IEnumerable<string?> Roles(string body) =>
        JsonElement.Parse(body).GetProperty("messages").EnumerateArray().Select(static message => message.GetProperty("role").GetString());
}
