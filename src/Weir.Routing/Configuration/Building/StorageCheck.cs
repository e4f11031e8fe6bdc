using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

internal static class StorageCheck
{
    public static void Check(ConfigBlock? storage, ProblemList problems)
    {
        if (storage?.Text("provider") == "postgresql" && !storage.Has("connection"))
        {
            problems.Error(storage.Node, "postgresql needs a connection.", "Add connection: ${WEIR_DB}.");
        }

        if (storage?.Scalar("connection") is { Source: null } plain && plain.Text.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            problems.Warning(plain.Node, "a password stands here in plain text.", "Use ${VAR}, {env: NAME} or {file: PATH}.");
        }
    }
}
