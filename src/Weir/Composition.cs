using System.Collections;
using Weir.Commands.Config;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir;

/// <summary>Puts the program together. What a command needs is made when the command runs, not here.</summary>
internal static class Composition
{
    public static CliContext Create()
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        return new CliContext
        {
            Terminal = TextTerminal.OfProcess(variables),
            Variables = variables,
            Time = TimeProvider.System,
            WorkingFolder = Environment.CurrentDirectory,
            Http = () => new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) },
            Serve = (_, _) => throw Missing("serve"),
            LocalAdmin = (_, _) => throw Missing("work on the data folder"),
            Config = new ConfigTools((_, _) => throw Missing("read weir.yaml"), () => throw Missing("give the schema"), (_, _) => throw Missing("migrate")),
        };
    }

    private static CliException Missing(string what) => new(ExitCodes.Failed, $"This build can't {what}: that part of Weir is not in it.", "Use a full build.");
}
