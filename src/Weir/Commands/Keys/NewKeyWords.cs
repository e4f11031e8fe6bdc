using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Keys;

/// <summary>Shows a new key: the key alone on standard output, so that a script can take it.</summary>
internal static class NewKeyWords
{
    public static int Show(CommandRun run, CreatedKey created, string done) => run.Show(created, AdminJson.Default.CreatedKey, terminal =>
    {
        terminal.Note($"Key '{created.Name}' ({created.Id}) {done}. It is shown this once:");
        terminal.Line(created.Key);
    });
}
