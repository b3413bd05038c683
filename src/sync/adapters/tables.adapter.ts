import { Injectable } from '@nestjs/common';
import { SchemaPreparer } from '../../database';
import { TablePreparer } from '../pipeline';

@Injectable()
export class SchemaTables extends TablePreparer {
  constructor(private readonly schema: SchemaPreparer) {
    super();
  }

  async prepare(): Promise<readonly string[]> {
    return (await this.schema.prepare()).applied;
  }
}
