"""Words of ours in the desk's templates."""
