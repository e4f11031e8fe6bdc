using System.CommandLine;
using Weir.Gateway.Admin.Sessions;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Sessions;

/// <summary>What the commands about test sessions share: how a key is asked for, and how a token is used.</summary>
internal static class SessionWords
{
    public static Option<bool> KeyFromInput() => new("--key-stdin") { Description = "Read the provider's key from standard input." };

    /// <summary>The provider's key, from standard input or a prompt that shows nothing.</summary>
    /// <exception cref="CliException">There is none, and nobody to ask.</exception>
    public static async Task<string> KeyAsync(CommandRun run, string provider, bool fromInput, CancellationToken cancellationToken)
    {
        if (fromInput)
        {
            return await run.Terminal.ReadInputAsync(cancellationToken) is { Length: > 0 } given
                ? given
                : throw new CliException(ExitCodes.WrongUsage, "Standard input holds no key.", "Send it like this: --key-stdin < key.txt");
        }

        if (run.Settings.NoInput || !run.Terminal.IsInteractive)
        {
            throw new CliException(ExitCodes.WrongUsage, "A key is needed, and nobody is here to paste it.", "Send it on standard input: --key-stdin");
        }

        return run.Terminal.Ask($"Key of {provider}, for this session only", isSecret: true) is { Length: > 0 } key
            ? key
            : throw new CliException(ExitCodes.Cancelled, "No key was given; nothing was done.", null);
    }

    /// <summary>How to use the token; goes to standard error, for the token itself may be caught from standard output.</summary>
    public static void Use(ITerminal terminal, SessionEntry session)
    {
        terminal.Note($"Test session {session.Id} on {session.Provider} is open for {Amounts.Span(TimeSpan.FromSeconds(session.SecondsLeft))}. Its token is shown this once.");
        terminal.Note("Send the token beside your Weir key: -H \"x-weir-session: TOKEN\"; models are named bare or as " + session.Provider + "/MODEL.");
        terminal.Note("End it: weir sessions end " + session.Id);
    }

    public static void Answer(ITerminal terminal, SessionTest test)
    {
        terminal.Line($"{test.Model ?? "-"}: {test.Answer?.Trim()}");
        terminal.Line($"cost {Amounts.Usd(test.CostUsd)}, {Amounts.Milliseconds(test.DurationMs)}, {test.RequestId}");
    }

    public static CliException Failed(SessionTest test) =>
        new(test.ErrorKind == "invalid_credentials" ? ExitCodes.SignInNeeded : ExitCodes.Failed, $"The first message failed ({test.ErrorKind}): {test.Message}", test.Action);
}
