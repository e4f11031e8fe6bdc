using Weir.Routing.Configuration;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Audit;

/// <summary>Listens where changes come together from several sides: the connections that are added while running, and weir.yaml.</summary>
internal sealed class AuditHooks(AuditLog log, SavedConnections saved, SnapshotHolder snapshots)
{
    /// <summary>Begins to listen.</summary>
    public void Attach()
    {
        saved.Changed += OnConnection;
        snapshots.Reloaded += OnReload;
    }

    /// <summary>Notes the configuration that the gateway starts with.</summary>
    public void NoteStart() => OnReload(true);

    private void OnConnection(SavedConnection? before, SavedConnection? after)
    {
        var kind = (before, after) switch
        {
            (null, { Enabled: true }) => AuditKinds.ConnectionAdded,
            (_, null) => AuditKinds.ConnectionRemoved,
            (null or { Enabled: true }, { Enabled: false }) => AuditKinds.ConnectionDisabled,
            ({ Enabled: false }, { Enabled: true }) => AuditKinds.ConnectionEnabled,
            _ => AuditKinds.ConnectionUpdated,
        };
        log.Note(new AuditNote { Kind = kind, Subject = (after ?? before)!.Name, Before = FactsOf(before), After = FactsOf(after) });
    }

    private void OnReload(bool taken)
    {
        var (status, snapshot) = (snapshots.Status, snapshots.Current);
        var errors = status.Problems.Where(static problem => problem.Severity == ConfigSeverity.Error).ToList();
        log.Note(new AuditNote
        {
            Kind = taken ? AuditKinds.ConfigLoaded : AuditKinds.ConfigRefused,
            Subject = "weir.yaml",

            // Somebody asked for it, or the file changed.
            Actor = AuditScope.Actor ?? AuditActor.File,

            // Where the problems are, not what they say: a message may quote the file.
            After = AuditFacts.Of(
                ("snapshot", snapshot.Version),
                ("connections", snapshot.Connections.Count),
                ("errors", errors.Count),
                ("lines", errors.Count == 0 ? null : errors.Select(static problem => problem.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)))),
        });
    }

    /// <summary>What is told of a connection. Values of variables and settings may be secrets: only their names are told.</summary>
    private static string FactsOf(SavedConnection? connection) => connection is null ? "" : AuditFacts.Of(
        ("provider", connection.Provider),
        ("authMethod", connection.AuthMethod),
        ("baseUrl", AuditFacts.Address(connection.BaseUrl)),
        ("variables", connection.Variables.Count == 0 ? null : connection.Variables.Keys),
        ("settings", connection.Settings == "{}" ? null : SettingsOf(connection.Settings)),
        ("enabled", connection.Enabled));

    private static IEnumerable<string>? SettingsOf(string settings)
    {
        var root = System.Text.Json.JsonElement.Parse(settings);
        return root.ValueKind == System.Text.Json.JsonValueKind.Object ? [.. root.EnumerateObject().Select(static member => member.Name)] : null;
    }
}
