namespace Weir.Gateway.Admin.Previews;

/// <summary>Questions about what the gateway would do. Nothing is sent, nothing is changed.</summary>
public interface IPreviewAdmin
{
    /// <summary>Where a request would go.</summary>
    Task<RoutePreview> PreviewAsync(RouteQuestion question, CancellationToken cancellationToken);

    /// <summary>weir.yaml as it is now, what the database adds, and the snapshot that runs, against each other.</summary>
    Task<ConfigDiff> ConfigDiffAsync(CancellationToken cancellationToken);
}
