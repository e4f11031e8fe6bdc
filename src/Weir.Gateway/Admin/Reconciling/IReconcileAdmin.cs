namespace Weir.Gateway.Admin.Reconciling;

/// <summary>Comparing a vendor's bill with the ledger.</summary>
public interface IReconcileAdmin
{
    /// <summary>Lists every difference between a vendor's usage export and the ledger.</summary>
    Task<ReconcileReport> ReconcileAsync(ReconcileOrder order, CancellationToken cancellationToken);
}
