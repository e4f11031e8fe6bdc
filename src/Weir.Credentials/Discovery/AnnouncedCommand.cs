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
        TokenText.Read(await TokenCommand.RunAsync([Find(command[0]), .. command.Skip(1)], Limit, cancellationToken, says), null, null, "What the announced command printed").Token;

    /// <summary>The program's whole path, by PATH alone: a program of that name in the folder that one happens to be in is not the one that was agreed to.</summary>
    private static string Find(string program)
    {
        if (OperatingSystem.IsWindows() || program.Contains('/', StringComparison.Ordinal))
        {
            return program;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(Path.IsPathRooted);
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new CredentialException(CredentialFailure.Misconfigured, $"The program {program} is not on the PATH.", "Install it, and try again.");
    }
}
