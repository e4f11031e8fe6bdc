using Weir.Credentials.Commands;

namespace Weir.Credentials.Discovery;

/// <summary>Runs the command that a host announces. Who calls this has asked a person before.</summary>
public static class AnnouncedCommand
{
    /// <summary>A sign-in in the browser may be a part of it.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>The token that it prints. No shell, no standard input; what it says on standard error is for the person.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="says">Gets the lines of standard error.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CredentialException">It can't be started, failed, took too long, or printed no token.</exception>
    public static async Task<Secret> RunAsync(IReadOnlyList<string> command, Action<string> says, CancellationToken cancellationToken) =>
        TokenText.Read(await TokenCommand.RunAsync(command, Limit, cancellationToken, says), null, null, "What the announced command printed").Token;
}
