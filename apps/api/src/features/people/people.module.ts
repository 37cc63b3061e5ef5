import { Module } from '@nestjs/common';
import { CreatePersonUseCase } from './create-person.use-case.ts';
import { ListPeopleUseCase } from './list-people.use-case.ts';
import { PeopleController } from './people.controller.ts';
import { SetGrantsUseCase } from './set-grants.use-case.ts';
import { SetupUseCase } from './setup.use-case.ts';
import { TokensUseCase } from './tokens.use-case.ts';

/** Accounts and what they may do. */
@Module({ controllers: [PeopleController], providers: [ListPeopleUseCase, CreatePersonUseCase, SetGrantsUseCase, TokensUseCase, SetupUseCase] })
export class PeopleModule {}
