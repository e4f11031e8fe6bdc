namespace Weir.Catalog.Sync;

/// <summary>The input of a sync can't be used. The message says why and what to do.</summary>
public sealed class CatalogSyncException : Exception
{
    public CatalogSyncException()
    {
    }

    public CatalogSyncException(string message)
        : base(message)
    {
    }

    public CatalogSyncException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
