using System.Diagnostics;
using System.Text;
using Weir.Gateway.Alerts;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Tests.Alerts;

/// <summary>Programs that are told: what they get, and what becomes of those that fail.</summary>
public sealed class CommandHookTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"a":1}""");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_that_reads_and_ends_well_was_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These programs are shell scripts.");
        Assert.Equal(DeliveryOutcome.Sent, await RunAsync("""test "$(cat)" = '{"a":1}'"""));
    }

    [Fact]
    public async Task A_program_gets_no_variable_of_the_gateway()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These programs are shell scripts.");
        Environment.SetEnvironmentVariable("WEIR_TEST_PROVIDER_KEY", "secret");

        Assert.Equal(DeliveryOutcome.Sent, await RunAsync("""test -z "$WEIR_TEST_PROVIDER_KEY" && test -n "$PATH" """));
    }

    [Theory]
    [InlineData("exit 3", "code 3")]
    [InlineData("cat > /dev/null; exit 1", "code 1")]
    public async Task A_program_that_fails_was_not(string script, string problem)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These programs are shell scripts.");
        var outcome = await RunAsync(script);

        Assert.True(outcome.MayRetry);
        Assert.Contains(problem, outcome.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_ended()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These programs are shell scripts.");
        var watch = Stopwatch.StartNew();
        var outcome = await RunAsync("sleep 60", TimeSpan.FromMilliseconds(300));

        Assert.Contains("longer than 0.3 s", outcome.Problem, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData("sleep 30 & exit 0", null)]
    [InlineData("sleep 30 & exit 4", "it ended with code 4")]
    public async Task What_a_program_leaves_in_the_background_is_not_waited_for(string script, string? problem)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These programs are shell scripts.");
        var watch = Stopwatch.StartNew();

        Assert.Equal(problem, (await RunAsync(script)).Problem);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_said()
    {
        var outcome = await CommandHook.RunAsync(new AlertCommandConfig("x", ["/nowhere/at-all"], TimeSpan.FromSeconds(5), []), Body, Token);

        Assert.Contains("can't be started", outcome.Problem, StringComparison.Ordinal);
    }

    private static Task<DeliveryOutcome> RunAsync(string script, TimeSpan? timeout = null) =>
        CommandHook.RunAsync(new AlertCommandConfig("x", ["/bin/sh", "-c", script], timeout ?? TimeSpan.FromSeconds(20), []), Body, Token);
}
