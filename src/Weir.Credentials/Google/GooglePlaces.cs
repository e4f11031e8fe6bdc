using Weir.Credentials.Clouds;

namespace Weir.Credentials.Google;

/// <summary>Where application default credentials are looked for.</summary>
internal static class GooglePlaces
{
    public const string FileVariable = "GOOGLE_APPLICATION_CREDENTIALS";
    public const string MetadataVariable = "GCE_METADATA_HOST";

    /// <summary>The file somebody named; it must be there.</summary>
    public static string? Named(AuthOrder order) => order.Settings.CredentialsFile ?? order.Environment.Read(FileVariable);

    /// <summary>The file that <c>gcloud auth application-default login</c> writes, there or not.</summary>
    public static string? WellKnown(Func<string, string?> environment)
    {
        var folder = environment.Read("CLOUDSDK_CONFIG")
            ?? (OperatingSystem.IsWindows()
                ? environment.Read("APPDATA") is { } roaming ? Path.Combine(roaming, "gcloud") : null
                : environment.Home() is { } home ? Path.Combine(home, ".config", "gcloud") : null);
        return folder is null ? null : Path.Combine(folder, "application_default_credentials.json");
    }

    /// <summary>Where a machine of Google's gets the token of its service account.</summary>
    public static string MetadataToken(Func<string, string?> environment) =>
        $"http://{environment.Read(MetadataVariable) ?? "169.254.169.254"}/computeMetadata/v1/instance/service-accounts/default/token";
}
