using System.Text.RegularExpressions;
using Weir.Gateway.Admin.Settings;

namespace Weir.Gateway.Admin.Work.Settings;

/// <summary>Takes out of settings what is nobody else's business. Only what is named here stays: a key that is added to weir.yaml is left out until somebody has thought of it.</summary>
internal static partial class DiagnosticsScrub
{
    private const string LeftOut = "(left out)";

    /// <summary>Blocks that say nothing of people, contracts or keys.</summary>
    private static readonly string[] Blocks = ["version", "server", "routing", "cache", "local", "credentials", "telemetry", "chains", "aliases"];

    private static readonly string[] ProviderKeys = ["type", "auth_method", "base_url", "dialect", "env", "enabled", "include_usage", "http_version", "timeouts"];

    public static SettingsReport Of(SettingsReport report) => report with
    {
        Node = report.Node with { DataFolder = LeftOut },
        File = Path.GetFileName(report.File),
        Problems = [.. report.Problems.Select(Of)],
        Secrets = new SecretStoreFacts(report.Secrets.Store, LeftOut, report.Secrets.Problem is null ? null : LeftOut),
        Values = [.. report.Values.Select(Of).Distinct()],
    };

    private static ConfigNote Of(ConfigNote note) => note with
    {
        File = Path.GetFileName(note.File),
        Path = note.Path.Split('.', '[')[0],
        Message = LeftOut,
        Suggestion = null,
    };

    private static SettingEntry Of(SettingEntry entry)
    {
        var block = entry.Path.Split('.', ' ')[0];
        var stays = Blocks.Contains(block) || (block == "providers" && IsHarmless(entry));
        var place = entry.Source is "database" ? null : entry.Place;
        return stays
            ? entry with { Value = entry.Value is null ? null : Address().Replace(entry.Value, Host), Place = place, Hidden = null }
            : new SettingEntry { Path = block, Value = LeftOut, Source = entry.Source, NeedsRestart = entry.NeedsRestart };
    }

    /// <summary>A connection as a whole, or a key of it that is on the list. Its name may have dots.</summary>
    private static bool IsHarmless(SettingEntry entry) =>
        entry.Source is not "file" || entry.Path == "providers (order)" || ProviderKeys.Any(key => entry.Path.EndsWith("." + key, StringComparison.Ordinal) || entry.Path.Contains($".{key}.", StringComparison.Ordinal));

    private static string Host(Match address) => Uri.TryCreate(address.Value, UriKind.Absolute, out var uri) ? uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : LeftOut;

    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://[^\s,\]""]+", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
