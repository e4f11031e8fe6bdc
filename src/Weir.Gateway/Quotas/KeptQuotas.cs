using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Weir.Metering.Quotas;
using Weir.Storage.Folders;

namespace Weir.Gateway.Quotas;

/// <summary>The file <c>quotas.json</c> in the data folder: what upstreams told last, so that a restart shows it with its age. No keys, no addresses. It may be deleted at any time.</summary>
internal sealed partial class KeptQuotas(DataFolder folder, ILogger<KeptQuotas> logger)
{
    private const int Largest = 4 * 1024 * 1024;

    private readonly string _path = Path.Combine(folder.FullPath, "quotas.json");
    private readonly Lock _lock = new();

    /// <summary>What was kept; empty when there is nothing, or nothing that can be read.</summary>
    public IReadOnlyList<KeptQuota> Load()
    {
        try
        {
            var file = new FileInfo(_path);
            return !file.Exists || file.Length > Largest ? [] : [.. (JsonSerializer.Deserialize(File.ReadAllBytes(_path), KeptJson.Default.IReadOnlyListKeptQuota) ?? []).Where(IsWhole)];
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(exception);
            return [];
        }
    }

    /// <summary>Keeps them in the place of those before.</summary>
    public void Save(IReadOnlyList<KeptQuota> quotas)
    {
        lock (_lock)
        {
            try
            {
                var fresh = _path + ".new";
                using (var file = PrivateFile.Open(fresh, FileMode.Create, FileShare.None))
                {
                    JsonSerializer.Serialize(file, quotas, KeptJson.Default.IReadOnlyListKeptQuota);
                }

                File.Move(fresh, _path, overwrite: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogNotKept(exception);
            }
        }
    }

    // A file that somebody wrote may have null anywhere.
    private static bool IsWhole(KeptQuota? quota) => quota is { Connection: not null, Sign: not null, Windows: not null } && quota.Windows.All(static window => window is { Name: not null });

    [LoggerMessage(EventId = 3070, Level = LogLevel.Warning, Message = "The quotas of before can't be read; they are asked for anew")]
    private partial void LogUnreadable(Exception exception);

    [LoggerMessage(EventId = 3071, Level = LogLevel.Warning, Message = "The quotas could not be kept for the next start")]
    private partial void LogNotKept(Exception exception);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(IReadOnlyList<KeptQuota>))]
    private sealed partial class KeptJson : JsonSerializerContext;
}

/// <summary>What one connection told.</summary>
/// <param name="Connection">Its name.</param>
/// <param name="Sign">See <see cref="PolledQuota.Sign"/>.</param>
/// <param name="Windows">What it told.</param>
internal sealed record KeptQuota(string Connection, string Sign, IReadOnlyList<QuotaWindow> Windows);
