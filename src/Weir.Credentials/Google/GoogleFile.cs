using System.Text.Json;

namespace Weir.Credentials.Google;

/// <summary>What a Google credentials file tells without being a secret.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Type"><c>service_account</c>, <c>authorized_user</c>, <c>external_account</c>, <c>impersonated_service_account</c>.</param>
/// <param name="Email">The service account's address.</param>
/// <param name="Project">The project it belongs to.</param>
/// <param name="QuotaProject">The project that is charged, where the file names one.</param>
internal sealed record GoogleFile(string Path, string Type, string? Email, string? Project, string? QuotaProject)
{
    /// <summary>For people: who signs in with it.</summary>
    public string Source => Type switch
    {
        "service_account" => "Google service account " + (Email ?? Path),
        "authorized_user" => $"Google user sign-in ({Path})",
        "external_account" or "external_account_authorized_user" => $"Google workload identity ({Path})",
        "impersonated_service_account" => $"Google service account by impersonation ({Path})",
        _ => $"Google credentials ({Path})",
    };

    /// <summary>Reads a file; null when it isn't there, can't be read or isn't such a file.</summary>
    public static GoogleFile? TryRead(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object && Text(root, "type") is { } type
                ? new GoogleFile(path, type, Text(root, "client_email"), Text(root, "project_id"), Text(root, "quota_project_id"))
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
